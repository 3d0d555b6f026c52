import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { define } from "memberkit/define";
import { App } from "./app";
import { isLate } from "./host";

if (!isLate) void define();
void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
if (isLate) setTimeout(define, 500);
