using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public partial class StoreTests(EngineFixture engine)
{
    /// <summary>A store on a connection that the test plays: <c>arrive</c> makes an event come, <c>sent</c> is what went out.</summary>
    private const string Setup = """
        const { createRoomStore } = await import('/js/store/store.js');
        const { Refusal } = await import('/js/model/wire.js');
        const now = () => new Date().toISOString();
        const member = (id, name, role) => ({ id, name, role });
        const snapshot = {
          id: 'doc', seminar: 's', title: 'T', metadata: {}, epoch: 'e', seq: 10, revision: 1, state: 'open', pins: [], annotations: [],
          clauses: ['a', 'b'].map((id, i) => ({ id, kind: 'point', label: `${i + 1}`, level: 0, text: `Point ${i + 1} says 😀 something.`, locked: false })),
          members: [member('me', 'Ada Mine', 'annotator'), member('o', 'Otto Other', 'annotator'), member('mod', 'Mona Moderator', 'moderator')],
        };
        const sent = [];
        let room, online = true, number = 0, answer;
        const turn = () => new Promise(done => setTimeout(done));
        const until = async what => { for (const end = performance.now() + 120_000; !what();) { if (performance.now() > end) throw new Error('waited in vain: ' + what); await turn(); } };
        const event = (kind, more = {}, data = {}) => ({ at: now(), kind, actor: { id: 'o', name: 'Otto Other' }, data, ...more });
        const arrive = (...events) => {
          const seq = store.state.value.seq;
          const result = room.onBatch({ epoch: 'e', first: seq + 1, last: seq + events.length, head: seq + events.length, events: events.map((e, i) => ({ ...e, seq: seq + i + 1 })) });
          if (result !== 'ok') throw new Error(result);
        };
        const note = (clause, text = 'words', more = {}, data = {}) => {
          const n = ++number;
          return event('AnnotationAdded', { clause, annotation: `${clause}.${n}`, ...more }, { number: n, targets: [{ clause, revision: 1 }], motivation: 'commenting', body: { text, format: 'markdown' }, tags: [], ...data });
        };
        const reply = (to, text = 'answer', more = {}) => {
          const n = ++number;
          return event('ReplyAdded', { clause: to.split('.')[0], annotation: `${to.split('.')[0]}.${n}`, ...more }, { number: n, replyTo: to, thread: to, body: { text, format: 'markdown' } });
        };
        const open = async (more = {}, role = 'annotator') => {
          const may = ['annotate', 'reply', 'edit-annotation', 'delete-annotation', 'react', 'resolve', 'write-private-note', 'rename-self', ...(role === 'moderator' ? ['pin', 'hide-annotation', 'lead', 'lock', 'write-when-locked', 'relate', 'remove-relation', 'merge-threads'] : [])];
          const boot = { document: 'doc', seminar: 's', title: 'T', me: { id: role === 'moderator' ? 'mod' : 'me', name: 'x', role }, may, epoch: 'e', seq: 10 };
          globalThis.store = createRoomStore(boot, Promise.resolve(snapshot), {
            announceEvery: 300, undoFor: 1500, ...more,
            connect: options => {
              room = options;
              return {
                start: () => options.onLink({ state: 'live', since: Date.now(), via: 'hub' }), stop() {}, canSend: () => online, at() {}, typing() {},
                send: async command => { sent.push(command); return answer ? answer(command) : { seq: 0 }; },
              };
            },
          });
          await until(() => store.ready.value && store.link.value.state === 'live');
          return store;
        };
        const reads = (clause, id = 'mod') => room.onPresence({ people: [{ id, name: 'Mona Moderator', role: 'moderator', here: true, clause }] });
        const ids = clause => store.stackAt(clause).cards.map(card => card.id);
        const words = text => ({ text, format: 'markdown' });
        """;

    [Fact]
    public async Task A_stack_ranks_pinned_unread_most_replied_newest() => Assert.Equal("a.3,a.6,a.2,a.7,a.1", await Run("""
        const mine = { actor: { id: 'me', name: 'Ada Mine' } };
        await open();
        arrive(note('a', '1', mine), note('a', '2', mine), note('a', '3', mine), reply('a.2', 'x', mine), reply('a.2', 'y', mine));
        arrive(event('PinPlaced', { clause: 'a', annotation: 'a.3' }, { clause: 'a', order: 0 }), note('a', '6'), note('a', '7', mine));
        return ids('a').join();
        """));

    [Fact]
    public async Task What_arrives_in_the_stack_that_I_am_in_waits_and_my_own_does_not() => Assert.Equal("a.1 held 3 | a.4,a.1 held 3 | a.1 replies 0 | b.5 | a.3,a.2,a.4,a.1 held 0 replies 1 | a.7,a.3,a.2,a.4,a.1 held 0", await Run("""
        await open();
        arrive(note('a'));
        store.hold('a', 'pointer', true);
        store.hold('a', 'focus', true);
        arrive(note('a'), note('a'));
        const out = [];
        const line = () => `${ids('a')} held ${store.stackAt('a').held}`;
        number = 5;
        arrive(reply('a.1'));
        number = 3;
        out.push(line());
        arrive(note('a', 'mine', { actor: { id: 'me' } }));
        out.push(line());
        out.push(`a.1 replies ${store.repliesOf('a.1').length}`);
        arrive(note('b'));
        out.push(ids('b').join());
        store.hold('a', 'pointer', false);
        if (store.heldTotal.value !== 3) out.push('still held by focus, but ' + store.heldTotal.value);
        store.release('a');
        const released = ids('a').filter(id => id !== 'a.1');
        out.push(`${[...released, 'a.1']} held ${store.stackAt('a').held} replies ${store.repliesOf('a.1').length}`);
        number = 6;
        arrive(note('a'));
        if (store.stackAt('a').held !== 1) out.push('the new one should wait');
        store.hold('a', 'focus', false);
        out.push(`${[...ids('a').filter(id => id !== 'a.1'), 'a.1']} held ${store.stackAt('a').held}`);
        return out.join(' | ');
        """));

    [Fact]
    public async Task Holding_all_updates_holds_them_everywhere_until_they_are_asked_for() => Assert.Equal(",,2 b.2,1 b.2,a.3,1 a.3,a.1,b.2,0", await Run("""
        await open();
        store.holdAll.value = true;
        arrive(note('a'), note('b'));
        const out = [`${ids('a')},${ids('b')},${store.heldTotal.value}`];
        store.release();
        number = 2;
        arrive(note('a'));
        out.push(`${ids('b')},${store.heldTotal.value}`, `${ids('b')},a.3,${store.heldTotal.value}`);
        store.holdAll.value = false;
        out.push(`${ids('a')},${ids('b')},${store.heldTotal.value}`);
        return out.join(' ');
        """));

    [Fact]
    public async Task What_I_write_stands_there_at_once_and_once_and_its_draft_is_gone() => Assert.Equal("pending queued my words | 1 draft | a.1 | 0 drafts | one card throughout", await Run("""
        online = false;
        answer = command => ({ id: 'a.1', number: 1, seq: store.state.value.seq + 1 });
        await open();
        const out = [];
        store.saveDraft('clause:b', { text: 'another' });
        store.saveDraft('clause:a', { text: 'my words' });
        const sending = store.annotate('a', { body: words('my words') }, 'clause:a');
        const [card] = store.stackAt('a').cards;
        out.push(`pending ${card.pending.state} ${card.note.body.text}`, `${['clause:a', 'clause:b'].filter(place => store.draft(place)).length} draft`);
        const counts = new Set();
        const { effect } = await import('@preact/signals-core');
        effect(() => { counts.add(store.stackAt('a').cards.length); });
        online = true;
        room.onLink({ state: 'live', since: 0 });
        await sending.done;
        await until(() => store.outbox.value[0]?.state === 'done');
        arrive(note('a', 'my words', { actor: { id: 'me' }, command: sending.commandId }));
        out.push(ids('a').join());
        store.clearDraft('clause:b');
        out.push(`${['clause:a', 'clause:b'].filter(place => store.draft(place)).length} drafts`);
        out.push([...counts].join() === '1' ? 'one card throughout' : `cards: ${[...counts]}`);
        return out.join(' | ');
        """));

    [Fact]
    public async Task An_edit_that_came_too_late_shows_both_wordings() => Assert.Equal("mine: my second | theirs: from my phone | then none", await Run("""
        answer = () => { throw new Refusal('stale', 'It changed.'); };
        await open();
        arrive(note('a', 'first', { actor: { id: 'me' } }));
        await store.edit('a.1', { version: 1, body: words('my second') }).done.catch(() => undefined);
        arrive(event('AnnotationEdited', { clause: 'a', annotation: 'a.1', actor: { id: 'me' } }, { version: 2, body: words('from my phone') }));
        const conflict = store.conflictOf('a.1');
        answer = undefined;
        await store.edit('a.1', { version: 2, body: words('both') }).done;
        return `mine: ${conflict.mine.body.text} | theirs: ${conflict.theirs.body.text} | then ${store.conflictOf('a.1') ?? 'none'}`;
        """));

    [Fact]
    public async Task Undo_takes_back_what_was_posted_whether_it_was_sent_or_not() => Assert.Equal("unsent: 0 sent, 0 cards | sent: Annotate,Delete a.9 | late: none", await Run("""
        online = false;
        answer = () => ({ id: 'a.9', number: 9, seq: 11 });
        await open();
        const out = [];
        store.annotate('a', { body: words('slip') });
        store.undo();
        out.push(`unsent: ${sent.length} sent, ${store.stackAt('a').cards.length} cards`);
        online = true;
        await store.annotate('a', { body: words('slip') }).done;
        await until(() => store.undoable.value?.annotation);
        store.undo();
        await until(() => sent.length === 2);
        out.push(`sent: ${sent.map(c => c.verb).join()} ${sent[1].body.annotation}`);
        await store.annotate('a', { body: words('meant') }).done;
        await until(() => !store.undoable.value);
        store.undo();
        out.push(`late: ${sent.length === 3 ? 'none' : sent.at(-1).verb}`);
        return out.join(' | ');
        """));

    [Fact]
    public async Task The_live_region_sums_up_and_begins_with_what_concerns_me() => Assert.Equal(
        "Mona Moderator is at point 2. | 2 notes to you, the latest: Otto Other mentions you in note 4 at point 2. | 3 new notes, the latest at point 2. | Otto Other mentions you in note 9 at point 1. | each in its time",
        await Run("""
        await open();
        const { effect } = await import('@preact/signals-core');
        const said = [], times = [];
        effect(() => { if (store.announcement.value) { said.push(store.announcement.value); times.push(Date.now()); } });
        arrive(note('a', 'mine', { actor: { id: 'me' } }), note('a'));
        arrive(reply('a.1'), note('b', 'what says @{me}?'), event('Led', { clause: 'a', actor: { id: 'mod', name: 'Mona Moderator' } }), event('Led', { clause: 'b', actor: { id: 'mod', name: 'Mona Moderator' } }));
        await until(() => said.length === 1);
        store.announceLevel.value = 'all';
        arrive(note('a'), note('a'), note('b'));
        await until(() => said.length === 3);
        store.announceLevel.value = 'none';
        arrive(note('a', '@{me}'));
        store.announceLevel.value = 'mentions-and-leads';
        // Had the one before been kept, the two would be summed up.
        arrive(note('a', '@{me}'));
        await until(() => said.length === 4);
        return [...said, times.every((time, n) => n === 0 || time - times[n - 1] >= 299) ? 'each in its time' : 'too soon'].join(' | ');
        """));

    [Fact]
    public async Task A_lost_link_is_said_once_it_was_lost_for_a_while_before_a_readers_eyes() => Assert.Equal("hidden: nothing | visible: Offline. What you write is kept here and sent later. | Connected again.", await Run("""
        let looked = 'hidden', asked = 0;
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (asked++, looked) });
        await open({ silentFor: 250, announceEvery: 10 });
        const said = [];
        const { effect } = await import('@preact/signals-core');
        effect(() => { if (store.announcement.value) said.push(store.announcement.value); });
        room.onLink({ state: 'offline', since: Date.now() });
        // Twice as often as it has to be looked at.
        await until(() => asked >= 10);
        const out = [`hidden: ${said.join() || 'nothing'}`];
        // While it is tried again and again the time goes on.
        looked = 'visible';
        const tries = setInterval(() => { room.onLink({ state: 'connecting', since: Date.now() }); room.onLink({ state: 'offline', since: Date.now() }); }, 40);
        await until(() => said.length === 1);
        clearInterval(tries);
        out.push(`visible: ${said[0]}`);
        room.onLink({ state: 'live', since: Date.now(), via: 'hub' });
        await until(() => said.length === 2);
        delete document.visibilityState;
        return [...out, said[1]].join(' | ');
        """));

    [Fact]
    public async Task A_filter_is_kept_in_the_address_and_searches_the_whole_thread() => Assert.Equal("?kind=questions&words=gr%C3%BCn | a.2 | a.1,a.2,a.3 | b.4 |  | none", await Run("""
        history.replaceState(null, '', '/rooms/doc');
        await open();
        arrive(note('a'), note('a', 'Is it *GRÜN*?', {}, { motivation: 'questioning' }), note('a', 'grün'), note('b', 'x', { actor: { id: 'me' } }), reply('b.4', 'a needle'));
        const out = [];
        store.setFilter({ kind: 'questions', words: 'grün' });
        out.push(location.search, ids('a').join());
        store.setFilter({ who: 'o', point: 'a' });
        out.push([...store.matching.value].sort().join());
        store.setFilter({ words: 'needle' });
        out.push([...store.matching.value].join());
        store.setFilter({});
        out.push(location.search, store.matching.value ?? 'none');
        return out.join(' | ');
        """));

    [Fact]
    public async Task Unread_is_what_others_wrote_since_and_stays_read_after_a_reload() => Assert.Equal("a.1,a.3 | a.3 | a.3 | ", await Run("""
        let one = await open();
        arrive(note('a'), note('a', 'mine', { actor: { id: 'me' } }), note('a'));
        const out = [], unread = () => [...store.unread.value].join();
        out.push(unread());
        store.markRead('a.1', 'a.2');
        out.push(unread());
        one.dispose();
        number = 0;
        await open();
        arrive(note('a'), note('a', 'mine', { actor: { id: 'me' } }), note('a'));
        out.push(unread());
        store.markAllRead();
        out.push(unread());
        return out.join(' | ');
        """));

    [Fact]
    public async Task What_is_offered_follows_role_state_and_whose_it_is() => Assert.Equal("edit own:true other:false | locked:false,true | closed:false hide:false | private:true", await Run("""
        await open();
        arrive(note('a', 'm', { actor: { id: 'me' } }), note('a'));
        const at = id => store.state.value.annotations.get(id), out = [];
        out.push(`edit own:${store.may('edit-annotation', at('a.1'))} other:${store.may('edit-annotation', at('a.2'))}`);
        arrive(event('ClauseLocked', { clause: 'a' }));
        out.push(`locked:${store.may('annotate', undefined, 'a')},${store.may('annotate', undefined, 'b')}`);
        arrive(event('DocumentClosed'));
        out.push(`closed:${store.may('annotate', undefined, 'b')} hide:${store.may('hide-annotation', at('a.2'))}`);
        out.push(`private:${store.may('write-private-note')}`);
        return out.join(' | ');
        """));

    [Fact]
    public async Task A_moderator_who_writes_at_a_locked_point_says_so_to_the_server() => Assert.Equal("true,undefined,true", await Run("""
        await open({}, 'moderator');
        arrive(note('a'), event('ClauseLocked', { clause: 'a' }));
        await store.annotate('a', { body: words('x') }).done;
        await store.annotate('b', { body: words('x') }).done;
        await store.reply('a.1', words('x')).done;
        return sent.map(command => `${command.body.override}`).join();
        """));

    [Fact]
    public async Task Private_notes_stand_in_the_stack_and_nowhere_else() => Assert.Equal("n.1 private | 0 shared", await Run("""
        await open();
        room.onNotebook({ epoch: 'mine', first: 1, last: 1, head: 1, events: [event('AnnotationAdded', { seq: 1, annotation: 'n.1', actor: { id: 'me' } }, { number: 1, targets: [{ clause: 'a', revision: 1 }], motivation: 'commenting', body: words('secret'), tags: [] })] });
        return `${ids('a')} ${store.notebook.value.has('n.1') ? 'private' : 'lost'} | ${store.state.value.annotations.size} shared`;
        """));

    [Fact]
    public async Task Cards_that_did_not_change_stay_the_same_objects() => Assert.Equal("true,false,0", await Run("""
        await open();
        arrive(note('a'), note('a'), note('b'));
        const { effect } = await import('@preact/signals-core');
        const first = store.stackAt('a').cards.find(card => card.id === 'a.1'), second = store.stackAt('a').cards.find(card => card.id === 'a.2');
        let drawn = -1;
        effect(() => { void store.stackAt('b'); drawn++; });
        arrive(event('ReactionAdded', { clause: 'a', annotation: 'a.2' }, { emoji: '👍' }));
        const after = store.stackAt('a').cards;
        return [after.includes(first), after.includes(second), drawn].join();
        """));

    [Fact]
    public async Task Passages_are_painted_as_notes_come_change_and_go() => Assert.Equal("note-1 0-5 | note-1 0-5,note-2 2-4 | note-1 6-7 | faded 6-7 | focus 6-7 | presence 15-17,draft 15-17 | ", await Run("""
        await open();
        const section = document.createElement('section'), p = document.createElement('p');
        section.id = 'clause-a';
        p.className = 'text';
        p.append(snapshot.clauses[0].text);
        section.append(p);
        document.body.append(section);
        const stop = store.paint(document);
        const out = [];
        const painted = (...names) => names.flatMap(name => [...(CSS.highlights.get(name) ?? [])].map(range => `${name} ${range.startOffset}-${range.endOffset}`)).join();
        const span = (start, end) => [{ clause: 'a', revision: 1, position: { start, end } }];
        arrive(note('a', 'x', {}, { targets: span(0, 5) }));
        out.push(painted('note-1'));
        arrive(note('a', 'x', {}, { targets: span(2, 4) }));
        out.push([...new Set(painted('note-1', 'note-2').replace('note-1 0-2,note-1 4-5', 'note-1 0-5').split(','))].join());
        arrive(event('AnnotationEdited', { clause: 'a', annotation: 'a.1' }, { version: 2, targets: span(6, 7) }), event('AnnotationDeleted', { clause: 'a', annotation: 'a.2' }));
        out.push(painted('note-1', 'note-2'));
        store.setFilter({ kind: 'mine' });
        out.push(painted('note-1', 'faded'));
        store.setFilter({});
        store.focused.value = 'a.1';
        out.push(painted('focus'));
        // The emoji is one code point and two UTF-16 units, at 13.
        room.onPresence({ full: true, people: [{ id: 'o', name: 'Otto', role: 'annotator', here: true, selection: { clause: 'a', start: 14, end: 16 } }] });
        store.picked.value = { clause: 'a', start: 14, end: 16 };
        out.push(painted('presence', 'draft'));
        stop();
        out.push(painted('note-1', 'focus', 'presence', 'draft'));
        return out.join(' | ');
        """));

    [Fact]
    public async Task It_has_caught_up_when_all_that_the_server_knew_has_come() => Assert.Equal("asked after 10; no; yes; yes without a server", await Run("""
        const out = [];
        await open();
        globalThis.fetch = async url => (out.push(`asked after ${new URL(url, location).searchParams.get('after')}`), Response.json({ head: 12 }));
        let done = false;
        const caughtUp = store.caughtUp().then(() => (done = true));
        await until(() => out.length === 1);
        arrive(note('a'));
        await turn();
        out.push(done ? 'yes' : 'no');
        arrive(note('a'));
        await caughtUp;
        out.push('yes');
        globalThis.fetch = async () => { throw new TypeError('offline'); };
        await store.caughtUp();
        out.push('yes without a server');
        return out.join('; ');
        """));

    private async Task<string> Run(string body)
    {
        var page = await engine.OpenAsync("/rooms/doc");
        var found = await page.EvaluateAsync<string>($$"""
            async () => {
              {{Setup}}
              {{body}}
            }
            """);
        await page.Context.CloseAsync();
        return found;
    }
}
