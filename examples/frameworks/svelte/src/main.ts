import { define } from "memberkit/define";
import { mount } from "svelte";
import App from "./App.svelte";
import { isLate } from "./host";

if (!isLate) await define();
mount(App, { target: document.querySelector("#app")! });
if (isLate) setTimeout(define, 500);
