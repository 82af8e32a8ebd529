// The body map in the browser: it mirrors the drawn half, paints, and tells what was
// chosen. Text from Python becomes text nodes only.

const SVG = "http://www.w3.org/2000/svg";
const STEP = { ArrowDown: 1, ArrowUp: -1 };
const HATCH = { wide: 6, dense: 3 }; // mark -> distance of its lines
const maps = new WeakMap();

// Streamlit calls this after every run of the script, with the same elements.
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".map");
  if (!maps.has(root)) maps.set(root, new BodyMap(root));
  maps.get(root).show(data, (id) => setStateValue("selected", id));
}

function drawn(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function written(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

class BodyMap {
  constructor(root) {
    this.root = root;
    this.groups = new Map(); // id -> its groups, at most one a view
    this.chosen = this.hovered = this.focused = null;
    this.figures = [...root.querySelectorAll("svg")];
    this.figures.forEach((svg) => this.complete(svg));
    this.patterns = drawn("defs");
    this.figures[0].prepend(this.patterns);
    [this.legend, this.summary, this.hint, this.tip] = [...root.children].slice(1);
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("pointerover", (event) => this.hover(event));
    root.addEventListener("pointerleave", (event) => this.leave(event));
    root.addEventListener("focusin", (event) => this.focus(event));
    root.addEventListener("focusout", () => this.blur());
  }

  // From the half that the file holds to a whole figure with gaps, hit areas and rings.
  complete(svg) {
    for (const path of svg.querySelectorAll("path")) {
      const other = path.cloneNode();
      other.setAttribute("transform", "scale(-1 1)");
      path.after(other);
    }
    const muscles = [...svg.querySelectorAll("[data-muscle]")];
    const hits = drawn("g", { class: "hits" });
    muscles[0].before(hits);
    // Gaps are strokes in the tone of the body; they must not widen its outline.
    const inside = drawn("clipPath", { id: `inside-${svg.dataset.view}` });
    inside.append(...copies(svg.querySelectorAll(".body")));
    svg.prepend(inside);
    for (const group of muscles) {
      const id = group.dataset.muscle;
      const shapes = [...group.querySelectorAll("path:not([class])")];
      hits.append(drawn("g", { "data-muscle": id }, ...copies(shapes)));
      group.classList.add("muscle");
      group.setAttribute("clip-path", `url(#${inside.id})`);
      for (const shape of shapes) {
        shape.before(...copies([shape], "gap"));
        shape.classList.add("shape");
      }
      this.groups.set(id, [...(this.groups.get(id) ?? []), group]);
    }
    svg.append(drawn("g", { class: "rings" }));
  }

  show(data, send) {
    this.send = send;
    for (const [name, colour] of Object.entries(data.colours))
      this.root.style.setProperty(`--${name}`, colour);
    this.root.setAttribute("aria-label", data.label);
    this.summary.textContent = data.summary;
    this.hint.textContent = data.hint;
    for (const svg of this.figures) {
      const title = data.views[svg.dataset.view];
      svg.setAttribute("aria-label", title);
      svg.previousElementSibling.textContent = title;
    }
    this.neutral = data.colours.muscle;
    this.muscles = new Map(data.muscles.map((one) => [one.id, one]));
    this.order = [...this.muscles.keys()].filter((id) => this.groups.has(id));
    this.patterns.replaceChildren();
    for (const [id, groups] of this.groups)
      for (const group of groups) this.dress(group, id);
    this.legend.replaceChildren(...data.legend.map((one) => this.swatch(one)));
    // A run that began before the last click still speaks of the one before.
    if (data.selected === this.awaited) this.awaited = undefined;
    if (this.awaited === undefined) this.chosen = data.selected;
    const stops = [this.current, this.chosen, this.order[0]];
    this.current = stops.find((id) => this.order.includes(id));
    this.paint();
    this.root.dataset.ready = "";
  }

  // The group in the muscle's own view is a button; in the other one it is a picture.
  button(id) {
    const view = this.muscles.get(id).view;
    const groups = this.groups.get(id);
    return groups.find((one) => one.ownerSVGElement.dataset.view === view) ?? groups[0];
  }

  dress(group, id) {
    const muscle = this.muscles.get(id);
    this.paintAs(group, muscle ?? { fill: this.neutral, mark: "plain" });
    if (muscle && group === this.button(id)) {
      group.setAttribute("role", "button");
      group.setAttribute("aria-label", muscle.label);
      group.removeAttribute("aria-hidden");
    } else {
      group.setAttribute("aria-hidden", "true");
    }
  }

  paint() {
    for (const id of this.order) {
      const button = this.button(id);
      button.setAttribute("aria-pressed", String(id === this.chosen));
      button.setAttribute("tabindex", id === this.current ? "0" : "-1");
    }
    const marked = [
      ["chosen", this.chosen],
      ["hovered", this.hovered],
      ["focused", this.isRinged ? this.focused : null],
    ].filter(([, id]) => this.groups.has(id));
    for (const svg of this.figures)
      svg.querySelector(".rings").replaceChildren(
        ...marked.flatMap(([name, id]) =>
          this.groups.get(id).filter((one) => svg.contains(one)).map((one) => ring(one, name)),
        ),
      );
    this.tell();
  }

  tell() {
    const id = this.hovered ?? (this.isRinged || this.isTouched ? this.focused : null);
    const muscle = this.muscles.get(id);
    this.tip.hidden = !muscle || this.isDismissed;
    if (this.tip.hidden) return;
    this.tip.replaceChildren(
      written("strong", muscle.name),
      ...[muscle.figure, muscle.word].filter(Boolean).map((text) => written("span", text)),
    );
    const told = this.hovered ? this.over : this.button(id).querySelector(".shape");
    const at = told.getBoundingClientRect();
    const room = this.root.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const left = at.left + at.width / 2 - room.left - width / 2;
    const above = at.top - room.top - height - 8;
    const top = above < 0 ? at.bottom - room.top + 8 : above;
    this.tip.style.left = `${Math.max(0, Math.min(left, room.width - width))}px`;
    this.tip.style.top = `${top}px`;
  }

  choose(id) {
    this.chosen = this.awaited = id === this.chosen ? null : id;
    this.send(this.chosen);
    this.paint();
  }

  click(event) {
    const id = muscleAt(event);
    if (!this.muscles.has(id)) return;
    this.isDismissed = false;
    this.button(id).focus({ preventScroll: true });
    this.choose(id);
  }

  hover(event) {
    this.isTouched = event.pointerType === "touch";
    const id = this.isTouched ? null : muscleAt(event);
    const over = this.muscles.has(id) ? event.target : null;
    if (over === this.over) return;
    if (over) this.isDismissed = false;
    this.over = over;
    this.hovered = over && id;
    this.paint();
  }

  leave(event) {
    if (event.pointerType === "touch") return;
    this.over = this.hovered = null;
    this.paint();
  }

  focus(event) {
    const id = muscleAt(event);
    if (!this.muscles.has(id)) return;
    this.focused = this.current = id;
    this.isRinged = event.target.matches(":focus-visible");
    this.paint();
  }

  blur() {
    this.focused = null;
    this.isRinged = this.isDismissed = false;
    this.paint();
  }

  key(event) {
    const id = muscleAt(event);
    if (!this.muscles.has(id) || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.order.indexOf(id);
    const count = this.order.length;
    let next = null;
    if (event.key === "Enter" || event.key === " ") this.choose(id);
    else if (event.key === "Escape" && this.chosen) this.choose(this.chosen);
    else if (event.key === "Escape" && !this.tip.hidden) this.isDismissed = true;
    else if (event.key in STEP) next = this.order[(place + STEP[event.key] + count) % count];
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") next = this.across(id);
    else if (event.key === "Home") next = this.order[0];
    else if (event.key === "End") next = this.order[count - 1];
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.isRinged = true;
    if (!next) return this.paint();
    // Who walks by keyboard hears of that muscle, wherever the pointer rests.
    this.isDismissed = false;
    this.over = this.hovered = null;
    this.button(next).focus();
  }

  paintAs(node, { fill, mark }) {
    const every = HATCH[mark];
    const id = `${mark}-${fill.slice(1)}`;
    node.dataset.mark = mark;
    node.style.setProperty("--fill", fill);
    node.style.setProperty("--paint", every ? `url(#${id})` : fill);
    if (!every || this.patterns.querySelector(`#${id}`)) return;
    const hatch = drawn("pattern", {
      ...{ id, width: every, height: every, patternUnits: "userSpaceOnUse" },
      patternTransform: "rotate(45)",
    });
    hatch.style.setProperty("--fill", fill);
    hatch.append(
      drawn("rect", { width: every, height: every }),
      drawn("path", { d: `M0 0V${every}` }),
    );
    this.patterns.append(hatch);
  }

  swatch({ word, fill, mark }) {
    const shape = drawn("rect", { x: 1, y: 1, width: 18, height: 12, rx: 3, class: "shape" });
    const picture = drawn("svg", { viewBox: "0 0 20 14", class: "swatch" }, shape);
    picture.setAttribute("aria-hidden", "true");
    this.paintAs(picture, { fill, mark });
    const item = written("li", "");
    item.append(picture, word);
    return item;
  }

  // The muscle of the other view that lies at the same height.
  across(id) {
    const middle = (one) => {
      const box = this.button(one).getBoundingClientRect();
      return box.top + box.height / 2;
    };
    const view = this.button(id).ownerSVGElement;
    const others = this.order.filter((one) => this.button(one).ownerSVGElement !== view);
    const distance = (one) => Math.abs(middle(one) - middle(id));
    return others.sort((one, other) => distance(one) - distance(other))[0] ?? id;
  }
}

function muscleAt(event) {
  return event.target.closest("[data-muscle]")?.dataset.muscle;
}

function copies(paths, name) {
  return [...paths].map((path) => {
    const copy = path.cloneNode();
    if (name) copy.setAttribute("class", name);
    else copy.removeAttribute("class");
    return copy;
  });
}

// The muscle once more, above its neighbours, with an outline around all its parts.
function ring(group, name) {
  const shapes = group.querySelectorAll(".shape");
  const whole = drawn("g", { class: name }, ...copies(shapes, "halo"));
  whole.append(...copies(shapes, "ring"), ...copies(shapes, "shape"));
  whole.dataset.mark = group.dataset.mark;
  whole.style.cssText = group.style.cssText;
  return whole;
}
