import "./desk.js";
import "/memberkit.js";

const kit = document.querySelector("member-kit");
const memberId = document.querySelector("member-profile").getAttribute("member-id");
const rung = document.querySelector("#rung");

document.querySelector("#till").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [whole, cents = ""] = document.querySelector("#amount").value.split(/[.,]/);
  const amount = Number(whole) * 100 + Number(cents.padEnd(2, "0"));
  rung.textContent = "Ringing up…";
  const response = await fetch("/till", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ memberId, amount, key: crypto.randomUUID() }),
  });
  const answer = await response.json();
  rung.textContent = response.ok ? "Rung up." : answer.detail;
  kit.client.markStale(memberId);
});

kit.client.members.summary(memberId).then((member) => {
  if (member) document.querySelector("#crumb").textContent = member.name;
});
