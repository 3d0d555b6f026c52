/** Whoever takes over the desk: the choice is kept by the host's backend. */
const operator = document.querySelector("#operator");
operator.value = operator.querySelector('[data-chosen="true"]').value;
operator.addEventListener("change", () => operator.form.requestSubmit());
