import { define } from "memberkit/define";
import { createApp } from "vue";
import App from "./App.vue";
import { isLate } from "./host";

if (!isLate) await define();
createApp(App).mount("#app");
if (isLate) setTimeout(define, 500);
