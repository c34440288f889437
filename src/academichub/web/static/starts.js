// Where a radar begins. Without this file the same forms work, one page at a time: here a file
// may be dropped, and the first picks follow every change. It never builds HTML from text.
"use strict";
{
  const one = (selector, within = document) => within.querySelector(selector);
  document.documentElement.classList.add("scripted");

  const drop = one("[data-drop]");
  if (drop) {
    const box = drop.closest(".way");
    const file = one('input[type="file"]', drop);
    one("[data-dropping]", drop).hidden = false;
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      box.classList.add("over");
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", () => box.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      file.files = event.dataTransfer.files;
      drop.requestSubmit();
    });
    file.addEventListener("change", () => file.files.length && drop.requestSubmit());
  }

  const form = one("[data-profile]");
  let underWay = null;
  let timer = 0;

  async function renew(parts, find) {
    underWay?.abort();
    const mine = (underWay = new AbortController());
    const asked = new FormData(form);
    asked.set("do", "look");
    if (!find) asked.delete("find");
    const preview = one("#preview");
    preview.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: asked, signal: mine.signal, credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of parts) {
        const come = one(part, fresh);
        if (come) one(part).replaceChildren(...come.childNodes);
      }
    } catch (problem) {
      if (problem.name === "AbortError") return;
      one("#said").textContent = form.dataset.failed;
    }
    preview.removeAttribute("aria-busy");
  }

  if (form) {
    const soon = (event) => {
      if (["title", "find", "mute_value", "add_category", "feeds"].includes(event.target.name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => renew(["#preview"], false), 450);
    };
    form.addEventListener("input", soon);
    form.addEventListener("click", async (event) => {
      if (!event.target.closest("[data-find]")) return;
      event.preventDefault();
      clearTimeout(timer);
      await renew(["#authors", "#people", "#preview"], true);
      one("#people").focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.id !== "find") return;
      event.preventDefault();
      one("[data-find]", form).click();
    });
  }
}
