import "./operator.js";
import { countWaiting } from "./waiting.js";

void countWaiting();
