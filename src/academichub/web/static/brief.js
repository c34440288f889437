// The pages of briefs work without this file. It adds: quotes on hover and focus, and a brief that
// comes along while one reads it. It uses what site.js offers.
"use strict";

{
  const SHOW = 130;
  const HIDE = 260;
  let timer = 0;
  let pinned = null;

  const opened = () => all("details.cite[open]");

  const shut = (one) => {
    if (!one) return;
    if (one === pinned) pinned = null;
    one.open = false;
  };

  const shutAll = (but) => opened().forEach((one) => one !== but && shut(one));

  // The words that are quoted are to be seen, however long the text around them is.
  const reveal = (one) => {
    const panel = find(".source", one);
    const mark = panel && find("mark", panel);
    if (mark && mark.getBoundingClientRect().bottom > panel.getBoundingClientRect().bottom - 8) panel.scrollTop += mark.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  };

  const open = (one) => {
    shutAll(one);
    if (one.open) return;
    one.open = true;
    reveal(one);
  };

  const peeks = (element) => element.closest?.("details.cite:not(.flagging)");

  const onPointer = (event) => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(timer);
    const one = peeks(event.target);
    if (one && !pinned) timer = setTimeout(() => open(one), one.open ? 0 : SHOW);
    else if (!pinned && !event.target.closest?.(".say:has(.cite[open])")) {
      const leaving = opened().filter((other) => !other.contains(document.activeElement));
      if (leaving.length) timer = setTimeout(() => leaving.forEach(shut), HIDE);
    }
  };

  const onFocus = (event) => {
    const one = peeks(event.target);
    if (one && event.target.matches("summary:focus-visible")) open(one);
    else if (!event.target.closest(".cite")) shutAll(pinned);
  };

  const onPress = (event) => {
    const summary = event.target.closest("details.cite > summary");
    if (!summary) {
      const within = event.target.closest(".cite");
      shutAll(event.target.closest("a") ? null : within);
      return;
    }
    const one = summary.parentElement;
    clearTimeout(timer);
    event.preventDefault();
    if (pinned === one) return shut(one);
    open(one);
    pinned = one;
    if (one.classList.contains("flagging")) find("input[type=radio]", one)?.focus();
  };

  const onKey = (event) => {
    const one = event.key === "Escape" && opened()[0];
    if (!one) return;
    const within = one.contains(document.activeElement);
    shut(one);
    if (within) find("summary", one).focus({ focusVisible: false });
    event.preventDefault();
  };

  document.addEventListener("pointerover", onPointer);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("click", onPress);
  document.addEventListener("keydown", onKey);
}

// A brief on its way: what is new is put in its place, what is there stays as it is.
{
  const main = find("main[data-brief]");
  let underWay = false;
  let waiting = null;

  const address = (fragment) => {
    const url = new URL(location.href);
    url.hash = "";
    if (fragment) url.searchParams.set("fragment", "brief");
    return url;
  };

  const isKept = (old, fresh, last) => {
    if (old.contains(document.activeElement) || find("details[open]", old)) return true;
    return !last && old.dataset.written === "yes" && fresh.dataset.written === "yes";
  };

  // The way to stop it stays where the reader's hand is; only what is told beside it changes.
  const retell = (old, fresh) => {
    if (old.dataset.state !== fresh.dataset.state || !find("progress", old)) return false;
    find("[role=status]", old).textContent = find("[role=status]", fresh).textContent;
    for (const { name, value } of find("progress", fresh).attributes) find("progress", old).setAttribute(name, value);
    return true;
  };

  const place = (parts, last) => {
    const there = new Map(all("[data-part]", main).map((one) => [one.dataset.part, one]));
    let news = "";
    parts.forEach((fresh, at) => {
      const old = there.get(fresh.dataset.part);
      const stays = old && (fresh.id === "how" ? retell(old, fresh) : isKept(old, fresh, last));
      if (!stays && old?.dataset.written === "no" && fresh.dataset.written === "yes") news = find("h2, h3", fresh).textContent;
      const one = stays ? old : fresh;
      if (old && !stays) old.replaceWith(fresh);
      if (main.children[at] !== one) main.insertBefore(one, main.children[at] || null);
    });
    const named = new Set(parts.map((one) => one.dataset.part));
    for (const one of all("[data-part]", main)) if (!named.has(one.dataset.part)) one.remove();
    return news;
  };

  const fetched = async (last) => {
    const answer = await fetch(address(!last), { credentials: "same-origin" });
    if (answer.status === 404) location.assign("/brief"); // it was removed meanwhile
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  const renew = async (last) => {
    if (underWay) return void (waiting = { last: last || waiting?.last });
    underWay = true;
    let pause = 400;
    try {
      const page = await fetched(last);
      const news = place([...(last ? find("main", page) : page.body).children], last);
      if (last) finish(page);
      else if (news) say(main.dataset.new.replace("%", news));
    } catch {
      say(main.dataset.lost);
      pause = 4000;
      waiting = { last: last || waiting?.last };
    }
    underWay = false;
    if (waiting) {
      const { last: then } = waiting;
      waiting = null;
      setTimeout(() => renew(then), pause);
    }
  };

  const finish = (page) => {
    for (const part of [".brief-head", ".brief-deeds"]) find(part).replaceWith(find(part, page));
    const state = find("main", page).dataset.state;
    main.dataset.state = state;
    main.removeAttribute("data-open");
    say(state === "done" ? main.dataset.done : find("#how").textContent.trim());
  };

  const follow = () => {
    const source = new EventSource(`${location.pathname}/events${location.search}`);
    source.addEventListener("standing", () => renew(false));
    source.addEventListener("end", () => {
      source.close();
      renew(true);
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      renew(false); // leads away where the brief was removed before anyone listened
      setTimeout(follow, 5000);
    });
  };

  if (main?.hasAttribute("data-open")) follow();
}

for (const form of all("[data-asking]")) {
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-kind]");
    const choice = row && find("input[type=radio]", row);
    if (choice && choice !== event.target) choice.checked = true;
  });
}
