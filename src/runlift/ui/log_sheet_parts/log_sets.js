// One exercise of the log sheet: its targets, a row for each set, the tools below. The
// sheet that inherits this keeps the draft (`keep`), tells its state (`tell`, `say`) and
// counts the rest (`begin`, `rest`).

const MOST_SETS = 30;

function made(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

// A number as people type it, with point or comma; NaN is none, null is nothing typed.
function read(text) {
  const plain = text.trim().replace(",", ".");
  if (!plain) return null;
  return /^\d{1,5}(\.\d{0,3})?$/.test(plain) ? Number(plain) : NaN;
}

function shown(number) {
  return String(Math.round(number * 100) / 100);
}

class Exercises {
  section(one) {
    const title = made("h3", { textContent: one.name });
    const count = made("span", { className: "count" });
    const text = (name, words) => words && made("p", { className: name, textContent: words });
    const parts = [
      made("header", {}, title, count),
      text("target", one.target),
      text("hint", one.hint),
      text("last", one.last),
    ];
    if (one.why) {
      const words = made("summary", { textContent: one.whyTitle });
      const why = made("p", { textContent: one.why });
      parts.push(made("details", { className: "why" }, words, why));
    }
    const heads = ["Set", ...this.heads(one), "Done"].map((head) =>
      made("span", { textContent: head }),
    );
    const sets = made("ol", { className: "sets" });
    const tools = made("div", { className: "tools" });
    parts.push(
      made("div", { className: `heads ${this.shape(one)}`, "aria-hidden": "true" }, ...heads),
      sets,
      tools,
    );
    const node = made("section", { className: "exercise", "aria-label": one.name });
    node.append(...parts.filter(Boolean));
    const redraw = () => {
      sets.replaceChildren(...one.sets.map((_, place) => this.row(one, place, redraw)));
      this.count(one, node, count);
    };
    const tool = (words, label, act) =>
      made("button", { type: "button", textContent: words, "aria-label": label, onclick: act });
    tools.append(
      tool("+ Set", `Add a set of ${one.name}`, () => {
        if (one.sets.length >= MOST_SETS) return;
        const { kg, n } = one.sets.at(-1) ?? { kg: "", n: "" };
        one.sets.push({ kg, n, rir: "" });
        this.changed(redraw);
      }),
      tool("− Set", `Remove the last set of ${one.name}`, () => {
        if (!one.sets.length || one.sets.at(-1).done) return;
        one.sets.pop();
        this.changed(redraw);
      }),
    );
    if (one.isAdded)
      tools.append(
        tool("Remove", `Remove ${one.name}`, () => {
          if (one.sets.some((set) => set.done)) return;
          this.draft.exercises = this.draft.exercises.filter((other) => other !== one);
          this.changed(() => node.remove());
        }),
      );
    redraw();
    return node;
  }

  heads(one) {
    return [
      ...(one.head ? [one.head] : []),
      one.isTimed ? "Seconds" : "Reps",
      ...(one.hasRir ? ["RIR"] : []),
    ];
  }

  shape(one) {
    return `row${one.head ? "" : " no-load"}${one.hasRir ? "" : " no-rir"}`;
  }

  changed(redraw) {
    redraw();
    this.keep();
    this.tell();
  }

  count(one, node, count) {
    const work = one.sets.filter((set) => !set.warm);
    const done = work.filter((set) => set.done).length;
    const isComplete = work.length > 0 && done === work.length;
    node.classList.toggle("complete", isComplete);
    count.textContent = isComplete ? `✓ ${done} done` : `${done} of ${work.length}`;
  }

  row(one, place, redraw) {
    const set = one.sets[place];
    const number = one.sets.slice(0, place + 1).filter((other) => !other.warm).length;
    const name = set.warm ? "Warm-up set" : `Set ${number}`;
    const kind = made("button", {
      type: "button",
      className: "kind",
      textContent: set.warm ? "W" : number,
      title: "Warm-up or working set",
      "aria-label": `${name}: warm-up`,
      "aria-pressed": String(Boolean(set.warm)),
      onclick: () => {
        set.warm = !set.warm;
        this.changed(redraw);
        this.part("exercises").querySelectorAll(".exercise")
          [this.draft.exercises.indexOf(one)].querySelectorAll(".kind")[place].focus();
      },
    });
    const said = (what) => `${one.name}, ${name}: ${what}`;
    const amount = this.number(set, "n", said(one.isTimed ? "seconds" : "reps"), "numeric");
    const tick = made("input", {
      type: "checkbox",
      className: "tick",
      checked: Boolean(set.done),
      "aria-label": said("done"),
    });
    const parts = [kind];
    if (one.head) {
      const load = this.number(set, "kg", said(one.load), "decimal", (before) =>
        this.follow(one, place, before),
      );
      parts.push(this.steps(load, one.step, said(one.load)), amount);
    } else {
      parts.push(this.steps(amount, one.isTimed ? 5 : 1, said(one.isTimed ? "seconds" : "reps")));
    }
    if (one.hasRir) {
      const rir = this.number(set, "rir", said("reps in reserve"), "decimal");
      rir.placeholder = one.rir ?? "";
      parts.push(rir);
    }
    const node = made("li", { className: this.shape(one) }, ...parts, tick);
    node.classList.toggle("done", Boolean(set.done));
    tick.addEventListener("change", () => {
      const wrong = tick.checked && this.wrong(node, one, set);
      if (wrong) {
        tick.checked = false;
        wrong.focus();
        return this.say(`${wrong.getAttribute("aria-label")} is missing or no number.`);
      }
      set.done = tick.checked;
      node.classList.toggle("done", set.done);
      const section = node.closest(".exercise");
      this.count(one, section, section.querySelector(".count"));
      // What is written down afterwards needs no clock.
      if (set.done && (this.draft.startedAt || !this.data.isPast)) {
        this.begin();
        this.rest({ name: one.name, total: one.rest, until: Date.now() + one.rest * 1000 });
      }
      this.keep();
      this.tell();
    });
    return node;
  }

  number(set, name, label, inputMode, after = () => {}) {
    const input = made("input", {
      type: "text",
      inputMode,
      maxLength: 7,
      autocomplete: "off",
      enterKeyHint: "done",
      value: set[name] ?? "",
      "aria-label": label,
      "data-name": name,
    });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("input", () => {
      const before = set[name];
      set[name] = input.value;
      input.removeAttribute("aria-invalid");
      after(before);
      this.keep();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") input.blur();
    });
    return input;
  }

  steps(input, step, label) {
    const button = (words, by, says) =>
      made("button", {
        type: "button",
        textContent: words,
        "aria-label": `${label}, ${says} ${shown(step)}`,
        onclick: () => {
          const value = read(input.value) || 0;
          input.value = shown(Math.max(0, value + by));
          input.dispatchEvent(new Event("input"));
        },
      });
    const minus = button("−", -step, "less by");
    return made("div", { className: "steps" }, minus, input, button("+", step, "more by"));
  }

  // Sets to come that had the same weight take the new one as well.
  follow(one, place, before) {
    const section = this.part("exercises").children[this.draft.exercises.indexOf(one)];
    const inputs = section.querySelectorAll('[data-name="kg"]');
    const { kg, warm } = one.sets[place];
    one.sets.forEach((other, at) => {
      const isNext = at > place && !other.done && Boolean(other.warm) === Boolean(warm);
      if (!isNext || other.kg !== before) return;
      other.kg = inputs[at].value = kg;
    });
  }

  // The first field that is no number, or is needed and empty.
  wrong(node, one, set) {
    for (const name of ["kg", "n", "rir"]) {
      const input = node.querySelector(`[data-name="${name}"]`);
      const value = read(set[name] ?? "");
      const isWrong = Number.isNaN(value) || (name === "n" && !value);
      if (!input || !isWrong) continue;
      input.setAttribute("aria-invalid", "true");
      return input;
    }
    return null;
  }
}
