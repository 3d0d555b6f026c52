import { countWaiting } from "./waiting.js";

/** Whoever takes over the desk, and how they like it: the choice is kept by the host's backend. */
const operator = document.querySelector("#operator");
operator.value = operator.querySelector('[data-chosen="true"]').value;
operator.addEventListener("change", () => operator.form.requestSubmit());

void countWaiting();
