// The pages of reviews work without this file. It adds a review that comes along while one reads it.
// It uses what site.js offers; quotes on hover and focus are those of brief.js.
"use strict";

{
  const main = find("main[data-review]");
  let underWay = false;
  let waiting = null;

  const address = (fragment) => {
    const url = new URL(location.href);
    url.hash = "";
    if (fragment) url.searchParams.set("fragment", "review");
    return url;
  };

  const isKept = (old, fresh) => {
    if (old.contains(document.activeElement) || find("details[open]", old)) return true;
    return old.dataset.written === "yes" && fresh.dataset.written === "yes";
  };

  // The way to stop it stays where the reader's hand is; only what is told beside it changes.
  const retell = (old, fresh) => {
    if (old.dataset.state !== fresh.dataset.state || !find("progress", old)) return false;
    find("[role=status]", old).textContent = find("[role=status]", fresh).textContent;
    for (const { name, value } of find("progress", fresh).attributes) find("progress", old).setAttribute(name, value);
    return true;
  };

  const place = (parts) => {
    const there = new Map(all(":scope > [data-part]", main).map((one) => [one.dataset.part, one]));
    let news = "";
    parts.forEach((fresh, at) => {
      const old = there.get(fresh.dataset.part);
      const stays = old && (fresh.id === "how" ? retell(old, fresh) : isKept(old, fresh));
      if (old && !stays && old.dataset.written === "no" && fresh.dataset.written === "yes") news = find("h2, h3", fresh)?.textContent || news;
      const one = stays ? old : fresh;
      if (old && !stays) old.replaceWith(fresh);
      if (main.children[at] !== one) main.insertBefore(one, main.children[at] || null);
    });
    return news;
  };

  const fetched = async (last) => {
    const answer = await fetch(address(!last), { credentials: "same-origin" });
    if (answer.status === 404) location.assign("/reviews"); // it was removed meanwhile
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  const finish = (page) => {
    for (const part of [".review-head", "main", ".brief-deeds"]) find(part).replaceWith(find(part, page));
    const done = find("main");
    say(done.dataset.state === "done" ? done.dataset.done : find("#how").textContent.trim());
  };

  const renew = async (last) => {
    if (underWay) return void (waiting = { last: last || waiting?.last });
    underWay = true;
    let pause = 400;
    try {
      const page = await fetched(last);
      if (last) finish(page);
      else {
        const news = place([...page.body.children]);
        if (news) say(main.dataset.new.replace("%", news));
      }
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

  const follow = () => {
    const source = new EventSource(main.dataset.review + location.search);
    source.addEventListener("standing", () => renew(false));
    source.addEventListener("end", () => {
      source.close();
      renew(true);
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      renew(false); // leads away where the review was removed before anyone listened
      setTimeout(follow, 5000);
    });
  };

  if (main?.hasAttribute("data-open")) follow();
}
