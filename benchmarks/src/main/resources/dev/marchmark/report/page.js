"use strict";
// Sorting and filtering; without it the page is complete, in the order of the run.
for (const section of document.querySelectorAll("section")) {
  const form = section.querySelector("form"), body = section.querySelector("tbody"), rows = [...body.rows];
  const [find, group, said] = ["input[type=search]", "select", "output"].map((what) => form.querySelector(what));
  const workload = (row) => row.querySelector("summary").textContent;
  const filter = () => {
    const kinds = new Set([...form.querySelectorAll(":checked[type=checkbox]")].map((box) => box.value));
    const text = find.value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const name = workload(row);
      const fits = kinds.has(row.className) && name.toLowerCase().includes(text) &&
        (!group.value || name.slice(0, name.lastIndexOf("/")) === group.value);
      row.hidden = !fits;
      shown += fits;
    }
    said.textContent = shown + " of " + rows.length;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
  for (const head of section.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button"), column = head.cellIndex;
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      section.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => column === 0 ? workload(row) : head.dataset.sort === "number" ? +row.cells[column].textContent : row.cells[column].textContent;
      rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (up ? 1 : -1));
      body.append(...rows);
    });
  }
}
