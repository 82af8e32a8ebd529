// The log of one session. Everything typed is kept in the browser until it is saved, and
// nothing is sent before. Text from plans and logs becomes text nodes only. What one
// exercise looks like is in log_sets.js, which stands before this in one module.

const sheets = new WeakMap();

// Streamlit calls this after every run of the script, with the same elements.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".log");
  if (!sheets.has(root)) sheets.set(root, new LogSheet(root));
  sheets.get(root).show(data, (text) => setTriggerValue("finished", text));
}

const MOST_EXERCISES = 40;
const NO_ANSWER_MS = 20_000;
const SHOWS_OVER_MS = 90_000;
const LONGEST_MIN = 720;
const CHOOSABLE_MS = 8 * 86_400_000;

function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [whole / 3600, (whole % 3600) / 60, whole % 60].map(Math.floor);
  const two = (value) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

// The wall clock of this phone, as `2026-12-01T18:02:11`.
function wall(ms) {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

class LogSheet extends Exercises {
  constructor(root) {
    super();
    this.root = root;
    const named = (name) => root.querySelector(`[data-part="${name}"]`);
    this.part = (name) => (this[`_${name}`] ??= named(name));
    this.field = (id) => root.querySelector(`#${id}`);
    this.listen();
  }

  listen() {
    const on = (node, event, act) => node.addEventListener(event, act);
    on(this.part("add"), "submit", (event) => this.addExercise(event));
    on(this.part("save"), "click", () => this.finish());
    on(this.part("discard"), "click", () => this.discard());
    on(this.part("start"), "click", () => this.begin());
    on(this.part("longer"), "click", () => this.lengthen());
    on(this.part("skip"), "click", () => this.rest(null));
    on(this.part("to-finish"), "click", () => {
      this.part("finish").scrollIntoView({ block: "start" });
      this.field("finish-title").focus({ preventScroll: true });
    });
    for (const [id, name] of Object.entries(FIELDS))
      on(this.field(id), "input", (event) => {
        this.draft[name] = event.target.value;
        this.keep();
        this.tell();
      });
    on(document, "visibilitychange", () => document.hidden || this.wake());
  }

  show(data, send) {
    this.send = send;
    for (const [name, colour] of Object.entries(data.colours))
      this.root.style.setProperty(`--${name}`, colour);
    this.root.setAttribute("aria-label", data.label);
    const isOther = data.key !== this.data?.key;
    this.data = data;
    if (isOther) this.open();
    if (data.saved && (data.saved === this.draft?.token || this.draft?.sent)) this.forget();
    this.root.hidden = !data.exercises;
    if (!data.exercises) return this.part("exercises").replaceChildren();
    this.draft ??= this.fresh();
    if (isOther || this.isForgotten) this.draw();
    if (data.message && data.message.id !== this.told) {
      this.told = data.message.id;
      this.answered(data.message.text);
    }
    this.root.dataset.ready = "";
    this.timer ??= setInterval(() => this.beat(), 500);
  }

  // What this browser has kept of the session, else nothing.
  open() {
    this.draft = null;
    clearTimeout(this.waiting);
    try {
      const kept = JSON.parse(localStorage.getItem(this.data.key));
      if (kept?.v === 1 && Array.isArray(kept.exercises)) this.draft = kept;
    } catch {
      this.draft = null;
    }
  }

  fresh() {
    const token = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
    return { v: 1, token, exercises: structuredClone(this.data.exercises) };
  }

  keep() {
    Object.assign(this.draft, { label: this.data.label, keptAt: Date.now() });
    try {
      localStorage.setItem(this.data.key, JSON.stringify(this.draft));
    } catch {
      this.say("This browser keeps nothing. Do not close the page before you finish.");
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.data.key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
    clearTimeout(this.waiting);
    this.draft = null;
    this.isForgotten = true;
  }

  // Sessions of this athlete that were begun in this browser and not finished.
  others() {
    const mine = this.data.key;
    const prefix = mine.slice(0, mine.lastIndexOf(".") + 1);
    const found = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(prefix) || key === mine) continue;
        const kept = JSON.parse(localStorage.getItem(key));
        const isRecent = Date.now() - kept.keptAt < CHOOSABLE_MS;
        const isBegun = kept.exercises.some((one) => one.sets.some((set) => set.done));
        if (isRecent && isBegun && !kept.sent) found.push(kept.label);
      }
    } catch {
      // What cannot be read is nothing to finish.
    }
    return found;
  }

  draw() {
    this.isForgotten = false;
    const others = this.others();
    this.part("others").hidden = !others.length;
    this.part("others").textContent =
      `Not finished yet in this browser: ${others.join(", ")}. Choose it above.`;
    const list = this.field("names");
    if (!list.childElementCount)
      list.append(...this.data.library.map((one) => made("option", { value: one.name })));
    this.part("exercises").replaceChildren(
      ...this.draft.exercises.map((one) => this.section(one)),
    );
    this.part("name-row").hidden = !this.data.isFree;
    this.field("session-name").placeholder = this.data.label;
    this.part("warm-ups").hidden = !this.draft.exercises.length;
    for (const id of ["tired", "pain"]) {
      const none = made("option", { value: "", textContent: "not noted" });
      const grades = [...Array(11).keys()].map((n) =>
        made("option", { value: n, textContent: n }),
      );
      this.field(id).replaceChildren(none, ...grades);
    }
    for (const [id, name] of Object.entries(FIELDS))
      this.field(id).value = this.draft[name] ?? "";
    this.part("safety").textContent = this.data.safety;
    this.part("message").hidden = true;
    this.sure(false);
    this.busy(false);
    this.tell();
    this.beat();
  }

  addExercise(event) {
    event.preventDefault();
    const name = this.field("add-name").value.trim();
    if (!name || this.draft.exercises.length >= MOST_EXERCISES) return;
    const plain = name.toLowerCase();
    const known = this.data.library.find((one) => one.name.toLowerCase() === plain);
    const one = { ...this.data.unknown, name, ...structuredClone(known ?? {}), isAdded: true };
    one.sets ??= Array.from({ length: 3 }, () => ({ kg: "", n: "" }));
    this.draft.exercises.push(one);
    this.field("add-name").value = "";
    const node = this.section(one);
    this.part("exercises").append(node);
    this.part("warm-ups").hidden = false;
    this.keep();
    this.tell();
    node.scrollIntoView({ block: "center" });
    node.querySelector("input")?.focus({ preventScroll: true });
  }

  // Time.

  begin() {
    if (!this.draft.startedAt) {
      this.draft.startedAt = Date.now();
      this.keep();
    }
    this.tell();
    this.beat();
    this.wake();
  }

  rest(about) {
    this.draft.rest = about;
    this.isOver = false;
    this.keep();
    this.beat();
    if (about) this.say(`Rest ${clock(about.total)}`);
  }

  lengthen() {
    const { rest } = this.draft;
    if (!rest) return;
    const from = Math.max(rest.until, Date.now());
    this.rest({ ...rest, until: from + 30_000, total: rest.total + 30 });
  }

  beat() {
    if (!this.root.isConnected) {
      clearInterval(this.timer);
      this.timer = null;
      return;
    }
    if (!this.draft || this.root.hidden) return;
    const now = Date.now();
    const { startedAt, rest } = this.draft;
    const left = rest ? rest.until - now : 0;
    if (rest && left < -SHOWS_OVER_MS) return this.rest(null);
    const isOver = Boolean(rest) && left <= 0;
    if (isOver && !this.isOver) {
      this.isOver = true;
      // A phone that slept through the end need not shake long after it.
      if (left > -5_000) navigator.vibrate?.([200, 100, 200]);
      this.say("Rest is over.");
    }
    this.part("bar").classList.toggle("over", isOver);
    this.part("longer").hidden = this.part("skip").hidden = !rest;
    this.part("start").hidden = Boolean(startedAt || rest);
    this.part("to-finish").hidden = Boolean(rest) || !startedAt;
    const elapsed = startedAt ? (now - startedAt) / 1000 : 0;
    this.part("time").textContent = rest ? clock(left / 1000) : clock(elapsed);
    this.part("about").textContent = rest
      ? `${isOver ? "Rest is over" : "Rest"} · ${rest.name}`
      : this.progressText;
    const share = rest ? Math.max(0, Math.min(1, left / 1000 / rest.total)) : 0;
    this.part("progress").style.width = `${100 * share}%`;
    this.part("when").textContent = this.whenText();
  }

  // The screen stays on in a session, where the browser allows it.
  async wake() {
    if (!this.draft?.startedAt || this.lock || !this.root.isConnected) return;
    try {
      this.lock = await navigator.wakeLock?.request("screen");
      this.lock?.addEventListener("release", () => (this.lock = null));
    } catch {
      this.lock = null;
    }
  }

  started() {
    if (this.draft.start) return this.draft.start.length === 16 ? `${this.draft.start}:00` : this.draft.start;
    if (this.data.isPast && !this.draft.startedAt) return this.data.planned;
    return wall(this.draft.startedAt ?? Date.now());
  }

  minutes() {
    const typed = read(this.draft.minutes ?? "");
    if (typed) return Math.min(LONGEST_MIN, Math.round(typed));
    if (!this.draft.startedAt) return this.data.minutes;
    const past = (Date.now() - this.draft.startedAt) / 60_000;
    return Math.max(1, Math.min(LONGEST_MIN, Math.round(past)));
  }

  whenText() {
    const { start, startedAt } = this.draft;
    if (!start && !startedAt && !this.data.isPast)
      return "Starts when you press Start or tick a set: change";
    const begun = new Date(this.started()).toLocaleString("en-GB", {
      ...{ weekday: "short", day: "numeric", month: "short" },
      ...{ hour: "2-digit", minute: "2-digit" },
    });
    return `Started ${begun}, ${this.minutes()} min: change`;
  }

  // The end.

  tell() {
    const sets = this.draft.exercises.flatMap((one) => one.sets);
    const done = sets.filter((set) => set.done).length;
    this.progressText = `${done} of ${sets.length} ${sets.length === 1 ? "set" : "sets"}`;
    this.part("summary").textContent = done
      ? `${this.progressText} ticked. Only those are saved.`
      : "No set is ticked yet. Only ticked sets are saved.";
    this.part("when").textContent = this.whenText();
    this.field("minutes").placeholder = String(this.minutes());
  }

  finish() {
    const exercises = this.draft.exercises
      .map((one) => ({
        id: one.id ?? null,
        name: one.name,
        sets: one.sets
          .filter((set) => set.done)
          .map((set) => ({
            load: one.head ? read(set.kg ?? "") : null,
            amount: read(set.n ?? ""),
            is_timed: Boolean(one.isTimed),
            rir: one.hasRir ? read(set.rir ?? "") : null,
            is_warmup: Boolean(set.warm),
          })),
      }))
      .filter((one) => one.sets.length);
    const started = this.started();
    const ends = Date.parse(`${started}Z`) + this.minutes() * 60_000;
    this.draft.sent = exercises.length > 0;
    this.keep();
    this.busy(true);
    this.waiting = setTimeout(
      () => this.answered("No answer yet. Everything is kept in this browser; try again."),
      NO_ANSWER_MS,
    );
    this.send(
      JSON.stringify({
        key: this.data.key,
        token: this.draft.token,
        attempt: (this.attempt = (this.attempt ?? 0) + 1),
        started,
        finished: new Date(ends).toISOString().slice(0, 19),
        title: this.draft.title ?? "",
        note: this.draft.note ?? "",
        tired: this.draft.tired ? Number(this.draft.tired) : null,
        pain: this.draft.pain ? Number(this.draft.pain) : null,
        where: this.draft.where ?? "",
        exercises,
      }),
    );
  }

  answered(text) {
    clearTimeout(this.waiting);
    this.busy(false);
    this.part("message").textContent = text;
    this.part("message").hidden = false;
  }

  busy(isBusy) {
    this.part("save").disabled = isBusy;
    this.part("save").textContent = isBusy ? "Saving …" : "Finish and save";
    if (isBusy) this.part("message").hidden = true;
  }

  sure(isAsking) {
    this.isAsking = isAsking;
    this.part("discard").textContent = isAsking ? "Really discard what you ticked?" : "Discard";
  }

  discard() {
    if (!this.isAsking) {
      this.sure(true);
      setTimeout(() => this.sure(false), 5_000);
      return;
    }
    this.forget();
    this.draft = this.fresh();
    this.draw();
    this.root.scrollIntoView({ block: "start" });
    this.say("Discarded.");
  }

  say(text) {
    this.part("status").textContent = text;
  }
}

const FIELDS = {
  "session-name": "title",
  "session-note": "note",
  tired: "tired",
  pain: "pain",
  "pain-where": "where",
  started: "start",
  minutes: "minutes",
};
