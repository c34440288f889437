// The pages work without this file. It adds: next batch and search in place, keys, stars, and
// colours without a reload. It asks only our own server, and never builds HTML from text.
"use strict";

const STARS = "academichub.stars";
const root = document.documentElement;
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function say(text) {
  find("#said").textContent = text;
}

// Stars

function stars() {
  try {
    const kept = JSON.parse(localStorage.getItem(STARS) || "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function toggleStar(id) {
  const kept = stars();
  const next = kept.includes(id) ? kept.filter((other) => other !== id) : [id, ...kept];
  try {
    localStorage.setItem(STARS, JSON.stringify(next));
  } catch {
    return; // storage is full or forbidden: the star stays as it was
  }
  showStars();
}

function showStars() {
  const kept = stars();
  for (const button of all("[data-star]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(kept.includes(button.dataset.star)));
  }
  const link = find("[data-starred]");
  const query = kept.slice(0, 200).map((id) => "id=" + encodeURIComponent(id)).join("&");
  link.href = query ? "/starred?" + query : "/starred";
  link.hidden = (kept.length === 0 || Boolean(find("#marking"))) && !link.hasAttribute("aria-current");
  find("[data-star-count]").textContent = kept.length ? String(kept.length) : "";
}

// Marks of a reader: the button changes at once, and back again if the server did not keep it

function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
  button.value = button.value.replace(/ (on|off) /, on ? " off " : " on ");
}

let kept = Promise.resolve(); // marks reach the server one after the other, in the order they were made

async function mark(button) {
  const { form, parentElement: group, dataset: { mark: kind } } = button;
  const wanted = button.getAttribute("aria-pressed") !== "true";
  const body = new URLSearchParams(new FormData(form));
  body.set("mark", button.value);
  press(button, wanted);
  const turn = (group.turn = (group.turn || 0) + 1);
  const sent = (kept = kept.then(() => send(form.action, body)));
  const mark = await sent;
  if (!mark && turn === group.turn) press(button, !wanted);
  if (mark && turn === group.turn) for (const one of all("[data-mark]", group)) press(one, Boolean(mark[one.dataset.mark + "_at"]));
  say(mark ? form.dataset[kind + (wanted ? "On" : "Off")] : form.dataset.failed);
}

async function send(address, body) {
  try {
    const headers = { accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const markKey = (kind) => find(`[data-mark="${kind}"]`, current() || document);

// Lists in place

let underWay = null;
let shownAt = location.pathname + location.search;

async function fragment(address) {
  underWay?.abort();
  underWay = new AbortController();
  const url = new URL(address, location.href);
  url.searchParams.set("fragment", "results");
  const answer = await fetch(url, { signal: underWay.signal, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

async function show(address, { push, focus }) {
  const results = find("#content.results");
  results.setAttribute("aria-busy", "true");
  try {
    const fresh = await fragment(address);
    results.replaceChildren(...fresh.childNodes);
    history[push ? "pushState" : "replaceState"](null, "", address);
    shownAt = location.pathname + location.search;
    showStars();
    const count = find("#count");
    if (focus) {
      window.scrollTo({ top: results.getBoundingClientRect().top + scrollY - 16 });
      (find(".work", results) || count).focus({ preventScroll: true });
    }
    say(count.textContent);
  } catch (problem) {
    if (problem.name === "AbortError") return;
    if (focus) location.assign(address);
    else say(results.dataset.failed);
  }
  results.removeAttribute("aria-busy");
}

function searchAddress(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) asked.append(name, value);
  }
  return "/works?" + asked;
}

function searchAsTyped(form) {
  let timer = 0;
  let typed = location.pathname === "/works";
  const search = () => {
    show(searchAddress(form), { push: !typed, focus: false });
    typed = true;
  };
  form.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(timer);
    timer = setTimeout(search, 180);
  });
  form.addEventListener("change", (event) => {
    if (event.target.tagName !== "SELECT") return;
    search();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show(searchAddress(form), { push: true, focus: true });
  });
}

// Keys

const works = () => all(".work");
const current = () => document.activeElement?.closest?.(".work") || null;

function move(step) {
  const list = works();
  const at = list.indexOf(current());
  const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => (current() ? find("h2 a", current()) : find("[data-open]"))?.click(),
  s: () => (markKey("saved") || find("[data-star]", current() || document))?.click(),
  r: () => markKey("read")?.click(),
  l: () => markKey("later")?.click(),
  n: () => (find("[data-batch]") || find('.pager [rel="next"]'))?.click(),
  "/": () => {
    const box = find("#q");
    if (!box) return location.assign("/works");
    box.focus();
    box.select();
  },
  "?": () => find("#keys-help").showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog[open], [contenteditable]")) {
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    return;
  }
  const deed = KEYS[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
}

// Colours and the status page

function setTheme(theme) {
  root.dataset.theme = theme;
  find('meta[name="color-scheme"]').content = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

function renewStatus() {
  const status = find("[data-renew]");
  if (!status) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(status.dataset.renew, { credentials: "same-origin" });
      if (answer.ok && !status.contains(document.activeElement)) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        status.replaceWith(find("#live", fresh) || status);
      }
    } catch {
      // the server is gone for a moment: the next round asks again
    }
    renewStatus();
  }, 2000);
}

function onClick(event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const at = (selector) => event.target.closest(selector);
  const star = at("[data-star]");
  const marking = at("[data-mark]");
  const batch = at("[data-batch]");
  const theme = at("[data-theme-to]");
  if (star) toggleStar(star.dataset.star);
  else if (marking) mark(marking);
  else if (theme) setTheme(theme.dataset.themeTo);
  else if (at("[data-keys]")) find("#keys-help").showModal();
  else if (batch && find("#content.results")) show(batch.getAttribute("href"), { push: true, focus: true });
  else return;
  event.preventDefault();
}

document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
window.addEventListener("popstate", () => {
  // A link within the page comes here too; only another list is to be fetched.
  if (location.pathname + location.search !== shownAt) location.reload();
});
window.addEventListener("storage", (event) => event.key === STARS && showStars());
for (const form of all("[data-search]")) searchAsTyped(form);
find("[data-keys]").hidden = false;
showStars();
renewStatus();
if (find("[data-starred-list]") && !location.search && stars().length) location.replace(find("[data-starred]").href);
