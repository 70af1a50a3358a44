// What the reader is doing: the panel, the composer, where they are. What the document says is the store's.
import { batch, computed, signal } from "@preact/signals-core";
import { heatOf } from "../model/heat.js";
import { findClause, inQuotes, nameOf, roleNames } from "../model/names.js";
import { topOf } from "../model/state.js";
import type { Annotation, Clause, Target } from "../model/wire.js";
import type { Place, RoomStore } from "../store/store.js";
import { describe } from "../text/anchor.js";
import { countCodePoints } from "../text/codepoints.js";
import { t } from "../text/language.js";
import type { Asked, Composing, Panel } from "./opened.js";
import { selections } from "./settings.js";
import { type Passage, Texts } from "./texts.js";

export type { Asked, Composing, Panel } from "./opened.js";
export type { Passage } from "./texts.js";

/** A move of the page that has not ended by then has ended, in milliseconds: not every browser says so. */
export const arriving = 1_500;

const found = (selector: string): HTMLElement | null => document.querySelector(selector);
const toTop = (section: HTMLElement): void =>
  section.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });

export class Room {
  readonly panel = signal<Panel | undefined>(undefined);
  /** Whether the window is so narrow that the panel is a sheet over all else. */
  readonly narrow = signal(false);
  readonly composing = signal<Composing | undefined>(undefined);
  readonly current = signal<string | undefined>(undefined);
  /** What is selected in the text now. */
  readonly selected = signal<readonly Passage[]>([]);
  /** A draft being written here, by place: what the composer shows. */
  readonly targets = signal<readonly Target[]>([]);
  /** What a card's menu asked of a note that the thread then shows. */
  readonly asked = signal<{ note: string; what: Asked } | undefined>(undefined);
  /** Whether the page is being put on paper. */
  readonly prints = signal(false);
  /** The notes of sealed logs that stand in the margin and can be worded anew: no card is of them. */
  readonly asides = signal<readonly string[]>([]);
  /** A replay is open: at a moment ("epoch:seq", or a seq), or at the beginning. */
  readonly replay = signal<{ at?: string } | undefined>(undefined);
  /** How much was said is shown at each sentence. */
  readonly heated = signal(false);
  /** How much was said at each point. */
  readonly heat = computed(() => heatOf(this.clauses.map(({ id }) => [id, this.store.stackAt(id).said])));
  private readonly frame = { members: computed(() => this.store.state.value.members), clauses: computed(() => this.store.state.value.clauseById) }; // Most events leave both as they were.
  /** Counts up every half minute: relative times follow it. */
  readonly now = signal(Date.now());
  readonly clauses: readonly Clause[];
  private readonly sections = new Map<string, HTMLElement>();
  readonly texts = new Texts();
  /** Where I brought everyone: I am there, as the others are told, until I go on. */
  ledTo: string | undefined;
  /** How much of the window the bars cover, at its top and at its foot, in pixels. */
  above = 0; below = 0;
  /** Called before the page moves by itself: that is not the reader's doing. */
  onMove: () => void = () => undefined;
  private returnTo: HTMLElement | undefined;
  goneTo: { section: HTMLElement; at: number } | undefined;

  constructor(readonly store: RoomStore, root: ParentNode) {
    const clauses: Clause[] = [];
    for (const section of root.querySelectorAll<HTMLElement>("section.clause")) {
      const id = section.dataset["clause"]!;
      const text = section.querySelector<HTMLElement>(".text")!;
      this.sections.set(id, section);
      this.texts.add(id, section);
      section.tabIndex = 0;
      clauses.push({
        id,
        label: section.dataset["label"] || undefined,
        kind: section.dataset["kind"] as Clause["kind"],
        level: Number(section.dataset["level"]),
        text: text.textContent,
        locked: false,
      });
    }
    this.clauses = clauses;
    this.current.value = clauses[0]?.id;
  }

  /** The clause as it is now; as the page said it until the snapshot has come. */
  clause(id: string | undefined): Clause | undefined {
    return id ? this.frame.clauses.value.get(id) ?? this.clauses.find(clause => clause.id === id) : undefined;
  }

  nameOf(id?: string): string {
    return nameOf(this.clause(id));
  }

  section(id: string): HTMLElement | undefined {
    return this.sections.get(id);
  }

  textNode(id: string, edition?: string): Text | undefined {
    return this.texts.node(id, edition);
  }

  editionName(id: string): string {
    return this.store.state.value.editions?.find(edition => edition.id === id)?.title ?? id;
  }

  clauseOf(node: EventTarget | null): string | undefined {
    const element = node instanceof Element ? node : node instanceof Node ? node.parentElement : null;
    return element?.closest<HTMLElement>("section.clause")?.dataset["clause"];
  }

  nameOfPerson(id: string, name?: string): string {
    const member = this.frame.members.value.get(id)?.name;
    if (member !== undefined) return member;
    const outside = this.store.state.value.authors?.find(author => author.id === id)?.name ?? name;
    // The server says so in English wherever the name goes.
    return outside?.replace(/^(.*) \(not verified\)$/su, (_, bare: string) => t("{name} (not verified)", { name: bare })) ?? t("Somebody");
  }

  targetOf({ clause, start, end, edition }: Passage): Target {
    const { boot, state } = this.store;
    // What the page shows, and which revision that is: where the text has become another since, the server refuses it instead of finding other words there.
    return describe(clause, this.textNode(clause, edition)?.data ?? "", start, end, edition ? state.value.editions?.find(({ id }) => id === edition)?.revision : boot.revision, edition);
  }

  place(clause: string): Place {
    return clause ? `clause:${clause}` : "document";
  }

  /** Opens the composer. Passages are added to those of a draft kept there. */
  compose(clause: string, passages: readonly Passage[] = [], pick = false): void {
    if (this.store.past.value) return this.store.say(t("Go back to now to write"));
    const before = this.composing.value;
    this.selected.value = [];
    if (before && passages.length > 0) {
      this.setTargets([...this.targets.value.filter(target => target.quote || passages.every(passage => passage.clause !== target.clause)), ...passages.map(passage => this.targetOf(passage))]);
      found(".composer .field")?.focus();
      return;
    }
    const draft = this.store.draft(this.place(clause));
    if (!before) this.returnTo = this.sections.get(clause);
    batch(() => {
      this.panel.value = undefined;
      this.targets.value = passages.length > 0 ? passages.map(passage => this.targetOf(passage)) : draft?.targets ?? (clause ? [this.targetOf({ clause, start: 0, end: 0 })] : []);
      this.composing.value = { clause, pick };
    });
    this.showPicked();
  }

  setTargets(targets: readonly Target[]): void {
    this.targets.value = targets;
    this.showPicked();
  }

  private showPicked(): void {
    const target = this.targets.value.findLast(candidate => candidate.position);
    this.store.picked.value = target?.position ? { ...target, ...target.position } : undefined;
  }

  closeComposer(): void {
    if (!this.composing.value) return;
    batch(() => {
      this.composing.value = undefined;
      this.targets.value = [];
      this.store.picked.value = undefined;
    });
    if (this.returnTo) this.returnTo.focus({ preventScroll: true });
    // The whole document has its button again when the page is drawn anew.
    else setTimeout(() => found('[data-comment=""]')?.focus({ preventScroll: true }));
  }

  open(panel: Panel): void {
    if (!this.panel.value) this.returnTo = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : undefined;
    if (panel.kind === "clause" || panel.kind === "thread") this.returnTo = this.sections.get(panel.clause ?? "") ?? this.returnTo;
    batch(() => {
      this.composing.value = undefined;
      this.store.picked.value = undefined;
      this.panel.value = panel;
    });
  }

  openThread(note: string, clause?: string, replyTo?: string): void {
    const annotation = this.store.state.value.annotations.get(note) ?? this.store.notebook.value.get(note);
    if (!annotation) return;
    const top = topOf(this.store.state.value, annotation);
    const root = top.id;
    const at = clause ?? top.targets[0]?.clause ?? annotation.targets[0]?.clause;
    const from = this.panel.value?.kind === "thread" ? this.panel.value.from : this.panel.value;
    this.open({ kind: "thread", note, clause: at, replyTo: this.store.past.value ? undefined : replyTo, from });
    this.store.focused.value = root;
  }

  closePanel(): void {
    if (!this.panel.value) return;
    batch(() => {
      this.panel.value = undefined;
      this.store.focused.value = undefined;
    });
    if (/^#(my-)?note-/.test(location.hash)) history.replaceState(history.state, "", location.pathname + location.search);
    const to = this.returnTo?.isConnected === false ? found(".bar-menu > button") : this.returnTo; // What the menu held is gone with it.
    to?.focus({ preventScroll: true });
    // It may have been scrolled away behind the panel.
    to?.scrollIntoView({ block: "nearest" });
  }

  /** Shows a clause under the bar; moves the focus only when asked to. */
  show(clause: string, focus: boolean): void {
    const section = this.sections.get(clause);
    if (!section) return;
    this.goneTo = { section, at: performance.now() };
    toTop(section);
    if (focus) section.focus({ preventScroll: true });
  }

  /** The top of the window is covered down to `to`, and was down to `from` (pixels): what was gone to or has the focus, and would be under it, comes out. */
  uncover(from: number, to: number): void {
    const covered = ({ top }: DOMRect): boolean => top >= from - 1 && top < to;
    const focused = document.activeElement?.closest<HTMLElement>("#text *");
    if (this.goneTo && (performance.now() - this.goneTo.at < arriving || covered(this.goneTo.section.getBoundingClientRect()))) {
      this.onMove();
      toTop(this.goneTo.section);
    } else if (focused && covered(focused.getBoundingClientRect())) {
      this.onMove();
      focused.scrollIntoView({ block: "nearest" });
    }
  }

  /** Finds what somebody typed: "3", "point 3", "(b)", "preamble", "note 17", words of the text. */
  goTo(typed: string): boolean {
    const words = typed.trim().toLowerCase();
    const number = Number(/\d+$/.exec(words)?.[0]);
    if (/^(?:note|#)\s*\d+$/.test(words) || words === t("note {number}", { number }).toLowerCase()) return this.goToNote(number);
    const clause = findClause(this.clauses, words)
      ?? this.clauses.find(candidate => words.length > 2 && candidate.text.toLowerCase().includes(words));
    if (clause) this.show(clause.id, true);
    return clause !== undefined;
  }

  goToNote(number: number): boolean {
    return this.goToThread(this.store.byNumber(number));
  }

  /** One's own: the notebook counts for itself. */
  goToPrivateNote(number: number): boolean {
    return this.goToThread([...this.store.notebook.value.values()].find(note => note.number === number));
  }

  private goToThread(note: Annotation | undefined): boolean {
    if (!note) return false;
    const clause = topOf(this.store.state.value, note).targets[0]?.clause;
    if (clause) this.show(clause, false);
    this.openThread(note.id, clause);
    return true;
  }

  /** The passage that I would lead to: what is selected, or picked for the note that I write. */
  get toLead(): Target | undefined {
    const passage = this.selected.value[0];
    if (passage) return this.targetOf(passage);
    return this.composing.value && this.targets.value.findLast(target => target.quote);
  }

  /** Leads those who follow here; a lead is not kept to be sent later, so a failure is said at once. */
  bringEveryone(clause: string, passage?: Target): void {
    this.current.value = this.ledTo = clause;
    this.store.lead(clause, passage).then(() => this.store.say(t("Everyone was brought to {place}", { place: this.nameOf(clause) }) + inQuotes(passage)), (error: unknown) => {
      this.store.refusal.value = { code: "lead", detail: t("Nobody was brought to {place}. {reason}", { place: this.nameOf(clause), reason: error instanceof Error ? error.message : "" }), verb: "Lead" };
    });
  }

  /** Whether what I write at these clauses is for all; else why it is for me alone. */
  onlyMe(clauses: readonly string[]): string | undefined {
    const { store } = this;
    if (clauses.length === 0 ? store.may("annotate") : clauses.every(clause => store.may("annotate", undefined, clause || undefined))) return undefined;
    if (store.state.value.state === "closed") return t("the document is closed");
    const locked = clauses.find(clause => this.clause(clause)?.locked);
    return store.may("annotate") && locked ? t("{place} is locked", { place: this.nameOf(locked) }) : t("as {role} you write for yourself", { role: roleNames[store.me.value.role] });
  }

  /** The next clause, or the one before, takes the focus. */
  step(by: 1 | -1): void {
    const at = this.clauses.findIndex(clause => clause.id === (this.clauseOf(document.activeElement) ?? this.current.value));
    const next = this.clauses[Math.max(0, Math.min(this.clauses.length - 1, at + by))];
    if (next) this.show(next.id, true);
  }

  /** Tells the others where I read. */
  tellWhere(): void {
    if (this.store.past.value) return this.store.at(undefined);
    const passage = selections.value ? this.selected.value[0] : undefined;
    // Of another edition only the point is told: not everybody has it before them.
    const text = passage && !passage.edition && this.clause(passage.clause)?.text;
    const clause = passage?.clause ?? this.current.value;
    if (!passage || !text) return this.store.at(clause);
    const start = countCodePoints(text, 0, passage.start);
    this.store.at(clause, { clause: passage.clause, start, end: start + countCodePoints(text, passage.start, passage.end) });
  }
}
