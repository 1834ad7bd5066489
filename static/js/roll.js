// Counts who is marked as present while the roll is taken. The server says the same once it is saved.
const line = document.querySelector("[data-quorum]");

function count() {
  line.hidden = false; // before the meeting there is nothing to count until somebody is marked
  const present = [...document.querySelectorAll("[data-roll-row]")].filter(
    (row) =>
      row.querySelector('input[name$="-status"]:checked')?.value === "present" &&
      row.querySelector('select[name$="-capacity"]').value === "member",
  ).length;
  const needed = Number(line.dataset.quorum);
  const quorum = needed ? `; quorum is ${needed}: ${present >= needed ? "quorate" : "not quorate"}` : "";
  line.textContent = `${present} member${present === 1 ? "" : "s"} present${quorum}`;
}

if (line) {
  document.addEventListener("change", count);
}
