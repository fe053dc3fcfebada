"use strict";
(() => {
  const SHOWN = 100;
  const get = (id) => document.getElementById(id);
  const body = get("table").tBodies[0];
  const headers = [...get("table").tHead.rows[0].cells];
  let rows = [...body.rows].map((row) => ({
    row,
    words: row.textContent.toLowerCase(),
    cells: [...row.cells].map((cell) => cell.textContent),
  }));
  let found = rows;
  let shown = SHOWN;
  let visible = new Set(rows.map((each) => each.row));

  const show = () => {
    // The order of hidden rows does not matter, so few rows are moved however many there are.
    const wanted = new Set(found.slice(0, shown).map((each) => each.row));
    for (const row of visible) if (!wanted.has(row)) row.hidden = true;
    for (const row of wanted) row.hidden = false;
    body.append(...wanted);
    visible = wanted;
    const more = found.length - wanted.size;
    get("more").hidden = more <= 0;
    get("more").textContent = `Show ${Math.min(more, SHOWN)} of ${more} more`;
    get("count").textContent = `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} releases`;
  };

  const filter = () => {
    const words = get("words").value.toLowerCase().split(" ").filter(Boolean);
    const column = Number(get("policy").value);
    const sign = get("outcome").value;
    found = rows.filter(
      (each) => words.every((word) => each.words.includes(word)) && (!sign || each.cells[column].startsWith(sign)),
    );
    shown = SHOWN;
    show();
  };

  const sort = (column, button) => {
    const header = headers[column];
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const each of headers) each.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const numeric = header.textContent === "Lacking";
    const compare = numeric
      ? (a, b) => Number(a.cells[column]) - Number(b.cells[column])
      : (a, b) => (a.cells[column] < b.cells[column] ? -1 : Number(a.cells[column] > b.cells[column]));
    rows = [...rows].sort((a, b) => (up ? compare(a, b) : compare(b, a)));
    filter();
    button.focus();
  };

  headers.forEach((header, column) => {
    const button = header.querySelector("button");
    button.addEventListener("click", () => sort(column, button));
  });
  for (const id of ["words", "policy", "outcome"]) get(id).addEventListener("input", filter);
  get("more").addEventListener("click", () => {
    shown += SHOWN;
    show();
  });
  get("controls").hidden = false;
  show();
})();
