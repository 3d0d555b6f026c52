/** The script of a plain page: importing it registers every element under its own name. */
import { define } from "./define.js";

void define();
