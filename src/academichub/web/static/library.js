// The library works without this file. It adds: selecting all, sorting at once, and the stars that
// were kept in this browser before there was a library.
"use strict";

{
  const KEPT = "academichub.stars";
  const one = (selector) => document.querySelector(selector);
  const boxes = () => [...document.querySelectorAll('input[form="selection"]')];

  const kept = () => {
    try {
      const names = JSON.parse(localStorage.getItem(KEPT) || "[]");
      return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
    } catch {
      return [];
    }
  };

  const drop = () => {
    try {
      localStorage.removeItem(KEPT);
    } catch {
      // storage is forbidden: then nothing was kept there
    }
    one("[data-take-stars]").hidden = true;
  };

  const offer = () => {
    const form = one("[data-take-stars]");
    const names = kept().slice(0, 1000);
    if (!form || !names.length) return;
    const said = form.querySelector("[data-other]");
    said.textContent = names.length === 1 ? said.dataset.one : said.dataset.other.replace("%", String(names.length));
    form.elements.works.value = names.join("\n");
    form.querySelector("[data-drop-stars]").addEventListener("click", drop);
    form.hidden = false;
  };

  const selecting = () => {
    const button = one("[data-select-all]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const every = boxes().every((box) => box.checked);
      for (const box of boxes()) box.checked = !every;
    });
  };

  // What the server says it took is no longer needed here.
  if (new URLSearchParams(location.search).get("done") === "taken") drop();
  offer();
  selecting();
  one("#sort")?.addEventListener("change", (event) => event.target.form.submit());
}
