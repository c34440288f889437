// The pages of a radar work without this file. It adds: deeds at once and in place, with a way back,
// keys, and learning from what is opened. It uses what site.js offers.
"use strict";

{
  const toast = find("[data-toast]");
  let undo = null;
  let shutting = 0;

  const addressOf = (button) => button.getAttribute("formaction") ?? button.form.getAttribute("action");

  // What a button asks for is sent as its form would send it; gives what the server says.
  const send = async (button, options = {}) => {
    const body = new URLSearchParams(new FormData(button.form));
    if (button.name) body.set(button.name, options.value ?? button.value);
    const address = options.address ?? addressOf(button);
    const headers = { accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, credentials: "same-origin", keepalive: Boolean(options.keepalive) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const tell = (text, back) => {
    say(text);
    undo = back;
    find("p", toast).textContent = text;
    find("[data-undo]", toast).hidden = !back;
    toast.hidden = false;
    clearTimeout(shutting);
    shutting = setTimeout(() => (toast.hidden = toast.matches(":focus-within, :hover") ? toast.hidden : true), 9000);
  };

  const failed = () => tell(toast.dataset.failed, null);
  const setPressed = (button, on) => button.setAttribute("aria-pressed", String(on));
  const shut = (menu) => {
    if (!menu?.open) return;
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) find("summary", menu).focus();
  };

  // More like this, not interested

  const showVerdict = (work, kind) => {
    work.dataset.verdict = kind;
    for (const button of all("[data-judge]", work)) {
      const on = button.dataset.judge === kind;
      setPressed(button, on);
      button.value = button.dataset.judge + (on ? " off" : " on");
    }
    for (const note of all("[data-noted]", work)) note.hidden = note.dataset.noted !== kind;
  };

  const judge = async (button, kind, on) => {
    const work = button.closest(".work");
    const before = work.dataset.verdict;
    const within = find(".why", work).contains(document.activeElement);
    showVerdict(work, on ? kind : "");
    if (within) work.focus({ preventScroll: true });
    const control = find(`[data-judge="${kind}"]`, work);
    try {
      const { said } = await send(control, { value: `${kind} ${on ? "on" : "off"}` });
      tell(said, on ? () => judge(control, kind, false) : null);
    } catch {
      showVerdict(work, before);
      failed();
    }
  };

  // Reasons: what is turned is turned on every pick it stands on

  const showPosition = (key, position) => {
    for (const chip of all(".reason")) {
      if (chip.dataset.key !== key) continue;
      chip.dataset.position = position;
      for (const way of all("[data-turn]", chip)) {
        setPressed(way, way.dataset.turn === position);
        if (way.dataset.turn === "usual") way.hidden = position === "usual";
      }
    }
  };

  const turn = async (button, position) => {
    const chip = button.closest(".reason");
    const { key, position: before } = chip.dataset;
    shut(chip);
    showPosition(key, position);
    try {
      const { said } = await send(button, { value: `${position} ${key}` });
      tell(said, () => turn(button, before));
    } catch {
      showPosition(key, before);
      failed();
    }
  };

  // Mutes

  const mute = async (button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    const base = addressOf(button).replace(/\/(un)?mute$/, "");
    shut(button.closest("details"));
    try {
      const { said } = await send(button, { address: `${base}/${on ? "mute" : "unmute"}` });
      for (const same of all("[data-mute]")) {
        if (same.value !== button.value) continue;
        setPressed(same, on);
        same.formAction = `${base}/${on ? "unmute" : "mute"}`;
      }
      tell(said, () => mute(button));
    } catch {
      failed();
    }
  };

  // The next batch is made by the server, and shown in place

  const onward = async (button) => {
    button.disabled = true;
    try {
      const { address } = await send(button);
      await show(address, { push: true, focus: true });
    } catch {
      failed();
    }
    button.disabled = false;
  };

  const pressed = (button) => {
    const { judge: kind, judgeUndo, turn: position } = button.dataset;
    if (kind) judge(button, kind, button.getAttribute("aria-pressed") !== "true");
    else if (judgeUndo) judge(button, judgeUndo, false);
    else if (position) turn(button, position);
    else if ("mute" in button.dataset) mute(button);
    else if ("next" in button.dataset) onward(button);
    else return false;
    return true;
  };

  const opened = (link) => {
    const why = find("[data-why]", link.closest(".work"));
    if (!why) return;
    const control = find("[data-judge]", why);
    send(control, { value: "opened on", keepalive: true }).catch(() => {}); // nothing is lost but a hint
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".work h2 a");
    if (link && event.button === 0) opened(link);
    for (const menu of all('details[name="menu"][open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (event.target.closest("[data-undo]")) return back();
    const button = event.target.closest("button");
    if (button?.form && toast && pressed(button)) event.preventDefault();
  });

  document.addEventListener("auxclick", (event) => {
    const link = event.target.closest(".work h2 a");
    if (link && event.button === 1) opened(link);
  });

  const back = () => {
    const undone = undo;
    undo = null;
    if (toast) toast.hidden = true;
    undone?.();
  };

  const judgeKey = (kind) => current() && find(`[data-judge="${kind}"]`, current())?.click();

  KEYS.m = () => judgeKey("more");
  KEYS.x = () => judgeKey("less");
  KEYS.u = () => back();
  KEYS.n = () => (find("[data-batch]") || find("[data-next]"))?.click();
  KEYS.w = () => {
    const why = current() && find(".reason > summary, .scoring > summary", current());
    why?.focus();
    why?.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all('details[name="menu"][open]')) shut(menu);
  });
}
