// The room as it stood: a track over all that happened, with the moderator's path, played or stepped through.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { currentPoint, openSession } from "../model/session.js";
import { commas, locale, plural, t } from "../text/language.js";
import { copy } from "./copy.js";
import { happened } from "./happened.js";
import { Menu } from "./menu.js";
import { Player, speeds } from "./player.js";
import type { Room } from "./room.js";
import { countdown, exactly } from "./words.js";

const clockOf = (at: string): string => new Date(at).toLocaleTimeString(locale, { timeStyle: "medium" });

export function Replay({ room, at }: { room: Room; at?: string }) {
  const { store } = room;
  const player = useMemo(() => new Player(room), []);
  const track = useRef<HTMLInputElement>(null);
  // What was being written is kept, and opened again on the way back.
  const before = useMemo(() => ({ composing: room.composing.value, panel: room.panel.value, top: scrollY }), []);
  useEffect(() => {
    room.closeComposer();
    room.closePanel();
    document.body.classList.add("replaying");
    const [epoch, seq] = at?.includes(":") ? at.split(":") : [undefined, at];
    if (epoch && epoch !== store.live.value.epoch) {
      void player.load().then(() => (player.problem.value ??= t("That moment was before this text was restored from a backup: it is not here any more.")));
    } else if (Number(seq) > store.live.value.seq) {
      void player.load(store.live.value.seq).then(() => (player.problem.value ??= t("There is no such moment yet: this is the latest one.")));
    } else void player.load(Number(seq) || undefined);
    track.current?.focus();
    store.say(t("The replay is open: the room as it stood"));
    return () => {
      document.body.classList.remove("replaying");
      player.dispose();
      store.say(t("You are back in the room as it is now"));
      if (before.composing) return room.compose(before.composing.clause);
      if (before.panel) room.open(before.panel);
      else document.querySelector<HTMLElement>("#bar .bar-menu > button")?.focus();
      // What stood there has to stand there again first.
      requestAnimationFrame(() => scrollTo({ top: before.top, behavior: "instant" }));
    };
  }, []);
  const step = player.step.value;
  const length = player.length.value;
  const playing = player.playing.value;
  const time = player.event?.at;
  const words = step === 0 ? t("Before the first event") : happened(room, player.event);
  const state = store.state.value;
  const point = state.led?.clause;
  const said = point ? store.stackAt(point).said : state.annotations.size;
  const spoken = [time ? exactly(time) : t("The beginning"), commas([point ? room.nameOf(point) : t("no point yet"), plural(said, "{n} note", "{n} notes")]), words].filter(Boolean).join("; ");
  const sessions = store.live.value.sessions;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== " ") return;
    event.preventDefault();
    if (playing) player.pause();
    else player.play();
  };
  return (
    <section class="replay" aria-label={t("Replay")} data-seq={player.seq}>
      <div class="track">
        <Marks player={player} room={room} />
        <input ref={track} type="range" min={0} max={length} step={1} value={step} aria-label={t("Moment")} aria-valuetext={spoken} onKeyDown={onKeyDown}
          onInput={event => { player.pause(); player.go(event.currentTarget.valueAsNumber); }} />
        <Path player={player} room={room} />
      </div>
      <p class="moment"><strong>{time ? clockOf(time) : t("Beginning")}</strong> <span>{time && `${new Date(time).toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" })}. `}{words}</span></p>
      <SessionThen room={room} player={player} />
      {player.problem.value && <p role="alert">{player.problem.value} <button type="button" onClick={() => void player.load()}>{t("Try again")}</button></p>}
      <p class="buttons">
        <button type="button" aria-label={t("One step back")} disabled={step === 0} onClick={() => { player.pause(); player.go(step - 1); }}>‹</button>
        <button type="button" class="primary" aria-pressed={playing} onClick={() => (playing ? player.pause() : player.play())}>{playing ? t("Pause") : t("Play")}</button>
        <button type="button" aria-label={t("One step on")} disabled={step >= length} onClick={() => { player.pause(); player.go(step + 1); }}>›</button>
        <span class="of">{t("{n} of {all}", { n: step, all: length })}{!player.complete.value && !player.problem.value && "…"}</span>
        <label>{t("Speed")} <select value={player.speed.value} onChange={event => (player.speed.value = Number(event.currentTarget.value))}>{speeds.map(speed => <option key={speed} value={speed}>{speed}×</option>)}</select></label>
        {sessions.length > 0 && (
          <label>{t("Of")} <select value={player.scope.value} onChange={event => { player.scope.value = event.currentTarget.value; void player.load(); }}>
            <option value="">{t("all")}</option>
            {sessions.map(({ id, title, opened }) => <option key={id} value={id}>{title ?? t("the session")}{t(", ")}{new Date(opened).toLocaleDateString(locale)}</option>)}
          </select></label>
        )}
        <label><input type="checkbox" checked={player.along.value} onChange={event => (player.along.value = event.currentTarget.checked)} /> {t("Go along")}</label>
        <button type="button" onClick={() => void copy(room, location.origin + player.address, t("The address of this moment is copied"))}>{t("Copy the address")}</button>
        <a class="button" href={player.address.replace("?", "/cite?")}>{t("Cite…")}</a>
        <button type="button" onClick={() => (room.replay.value = undefined)}>{t("Back to now")}</button>
      </p>
    </section>
  );
}

/** Where the moderator led: strokes over the track, for the eye. */
function Marks({ player, room }: { player: Player; room: Room }) {
  const length = player.length.value;
  const now = player.path.findLast(mark => mark.step <= player.step.value);
  return (
    <div class="marks" aria-hidden="true">
      {player.path.map(({ step, event }) => <span key={step} class={now?.step === step ? "now" : undefined} style={{ insetInlineStart: `${100 * step / length}%` }} title={`${clockOf(event.at)}: ${room.nameOf(event.clause)}`}>{room.clause(event.clause)?.label?.replace(/\.+$/, "")}</span>)}
    </div>
  );
}

/** The same as a list with times. */
function Path({ player, room }: { player: Player; room: Room }) {
  const { path } = player;
  const now = path.findLast(mark => mark.step <= player.step.value);
  if (player.length.value === 0 || path.length === 0) return null;
  return (
    <Menu label={plural(path.length, "The moderator’s path: {n} point", "The moderator’s path: {n} points")} text={t("Path")}>
      {path.map(({ step, event }) => <button type="button" key={step} aria-current={now?.step === step ? "step" : undefined} onClick={() => { player.pause(); player.go(step); }}>{clockOf(event.at)}: {room.nameOf(event.clause)}</button>)}
    </Menu>
  );
}

/** The session as it stood: where it was, how long yet, who spoke and who wanted to. */
function SessionThen({ room, player }: { room: Room; player: Player }) {
  const state = room.store.state.value;
  const session = openSession(state);
  if (!session) return null;
  const clause = currentPoint(state);
  const place = state.agenda.findIndex(item => item.clause === clause) + 1;
  const { floor, hands, timer } = state;
  const left = timer && player.event ? Math.max(0, Math.ceil((Date.parse(timer.endsAt) - Date.parse(player.event.at)) / 1_000)) : undefined;
  return (
    <p class="then">
      <strong dir="auto">{session.title ?? t("Session")}</strong>{": "}
      {[
        clause ? t("at {place}", { place: room.nameOf(clause) }) + (place > 0 ? ` ${t("({n} of {all})", { n: place, all: state.agenda.length })}` : "") : t("No point is begun yet"),
        left === undefined ? undefined : left > 0 ? t("{time} left", { time: countdown(left) }) : t("Time is up"),
        floor && t("{who} has the floor", { who: room.nameOfPerson(floor.member) }),
        hands.length > 0 && t("hands up: {names}", { names: commas(hands.map(hand => room.nameOfPerson(hand.member))) }),
      ].filter(Boolean).join("; ")}
    </p>
  );
}
