namespace Collab.Web.Tests.Engine;

/// <summary>What an event costs, in steps and not in milliseconds: they are the same on every machine.</summary>
public partial class StoreTests
{
    /// <summary>
    /// Two thousand notes at two points, and everything shown that hangs on all of them: the inbox, what is unread, the counts, the stacks,
    /// the highlights. The fold copies its map of notes once; nothing else walks over them, but the stack of the point that is written at.
    /// </summary>
    [Fact]
    public async Task A_note_that_comes_walks_over_no_other_notes_but_those_of_its_point() => Assert.Equal("2001 1 1 | one copy, no walk, 1001 at b, 0 at a | reply: one copy, no walk | 2002 2 2 1", await Run("""
        const numbers = Array.from({ length: 2000 }, (_, i) => i + 1);
        number = numbers.length;
        snapshot.annotations = numbers.map(n => ({ id: `${n % 2 ? 'a' : 'b'}.${n}`, number: n, seq: 1, creator: { id: n === 8 ? 'me' : 'o', name: 'x' }, created: now(), version: 1, state: 'shown', targets: [{ clause: n % 2 ? 'a' : 'b', revision: 1, position: { start: n % 5, end: 6 } }], motivation: 'commenting', body: { text: `words ${n}`, format: 'markdown' }, tags: [], reactions: [] }));
        await open();
        for (const clause of ['a', 'b']) {
          const section = document.createElement('section'), p = document.createElement('p');
          section.id = `clause-${clause}`;
          p.className = 'text';
          p.append(snapshot.clauses[0].text);
          section.append(p);
          document.body.append(section);
        }
        const stops = [store.paint(document)];
        const { effect } = await import('@preact/signals-core');
        const shown = {};
        stops.push(effect(() => void (shown.said = [store.living.value, store.unread.value.size, store.inbox.value.filter(entry => entry.unread).length, store.heldTotal.value, store.unreadAt.value.size])));
        for (const clause of ['a', 'b']) stops.push(effect(() => void (shown[clause] = store.stackAt(clause).cards.length)));

        // What walks over a collection as large as that, and how many notes the stacks look at.
        const walks = [], looked = { a: 0, b: 0 };
        const kept = {};
        for (const name of ['values', 'keys', 'entries', 'forEach', Symbol.iterator]) {
          kept[name] = Map.prototype[name];
          Map.prototype[name] = function (...rest) {
            if (this.size > 1500) walks.push(name === Symbol.iterator ? 'copy' : name);
            return kept[name].apply(this, rest);
          };
        }
        const get = Map.prototype.get;
        Map.prototype.get = function (key) {
          if (this.size > 1500 && typeof key === 'string' && /^[ab]\.\d+$/.test(key)) looked[key[0]]++;
          return get.call(this, key);
        };
        const named = list => list.length === 1 && list[0] === 'copy' ? 'one copy, no walk' : list.join();
        const out = [];
        try {
          arrive(note('b', 'Look, @{me}', {}, { targets: [{ clause: 'b', revision: 1, position: { start: 1, end: 4 } }] }));
          out.push(`${shown.said[0]} ${shown.said[1]} ${shown.said[2]}`);
          // Each note of the point is looked up some few times, none of the other.
          const at = shown.b;
          out.push(`${named(walks.splice(0))}, ${at} at b${looked.b < 8 * at ? '' : ` (looked up ${looked.b} times)`}, ${looked.a} at a`);
          arrive(reply('b.8', 'to me'));
          out.push(`reply: ${named(walks.splice(0))}`);
        } finally {
          for (const name of Reflect.ownKeys(kept)) Map.prototype[name] = kept[name];
          Map.prototype.get = get;
        }
        out.push([shown.said[0], shown.said[1], shown.said[2], shown.said[4]].join(' '));
        for (const stop of stops) stop();
        return out.join(' | ');
        """));

    /// <summary>What stands in the margin is drawn anew at the point that an event concerns, and nowhere else; a new name is drawn everywhere.</summary>
    [Fact]
    public async Task An_event_at_one_point_draws_nothing_of_another() => Assert.Equal("b: Stack 1 | reaction: Stack 1 | name: Stack 2", await Run("""
        const { render, h, options } = await import('preact');
        await import('@preact/signals');
        const { Room } = await import('/js/view/room.js');
        const { Stack } = await import('/js/view/stack.js');
        for (const { id, text } of snapshot.clauses) {
          const section = document.createElement('section'), p = document.createElement('p'), notes = document.createElement('div');
          section.className = 'clause';
          Object.assign(section.dataset, { clause: id, kind: 'point', level: '0', label: id });
          p.className = 'text';
          p.append(text);
          section.append(p);
          notes.id = `notes-${id}`;
          document.body.append(section, notes);
        }
        await open();
        const page = new Room(store, document.body);
        for (const clause of page.clauses) render(h(Stack, { room: page, clause }), document.getElementById(`notes-${clause.id}`));
        arrive(note('a', 'first'), note('b', 'second'));
        const drawn = [];
        const before = options.__r;
        options.__r = vnode => {
          if (vnode.type === Stack) drawn.push(vnode.props.clause.id);
          before?.(vnode);
        };
        const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        const count = async (what, ...events) => {
          await frame();
          drawn.length = 0;
          arrive(...events);
          await until(() => drawn.length > 0);
          await frame();
          return `${what}: Stack ${drawn.length}`;
        };
        const out = [await count('b', note('b', 'third')), await count('reaction', event('ReactionAdded', { clause: 'b', annotation: 'b.2' }, { emoji: '👍' })), await count('name', event('MemberRenamed', {}, { member: 'o', name: 'Otto Another' }))];
        options.__r = before;
        for (const { id } of page.clauses) render(null, document.getElementById(`notes-${id}`));
        return out.join(' | ');
        """));
}
