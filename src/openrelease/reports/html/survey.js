"use strict";
(() => {
  const SHOWN = 100; // rows in the document, of which the first are there at once
  const FIRST = 20;
  const PAUSE = 150; // milliseconds without a key until the others follow
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
  let later = 0;

  const fill = (to) => body.append(...found.slice(body.rows.length, to).map((each) => each.row));

  const describe = () => {
    const more = found.length - shown;
    get("more").hidden = more <= 0;
    get("more").textContent = `Show ${Math.min(more, SHOWN)} of ${more} more`;
    get("count").textContent = `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} releases`;
  };

  const show = () => {
    // Rows that are not shown leave the document: style and layout cost the same however many releases there are.
    clearTimeout(later);
    body.replaceChildren();
    fill(FIRST);
    later = setTimeout(fill, PAUSE, SHOWN);
    shown = SHOWN;
    describe();
  };

  const filter = () => {
    const words = get("words").value.toLowerCase().split(" ").filter(Boolean);
    const column = Number(get("policy").value);
    const sign = get("outcome").value;
    found = rows.filter(
      (each) => words.every((word) => each.words.includes(word)) && (!sign || each.cells[column].startsWith(sign)),
    );
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
    clearTimeout(later);
    shown += SHOWN;
    fill(shown);
    describe();
  });
  get("controls").hidden = false;
  show();
})();
