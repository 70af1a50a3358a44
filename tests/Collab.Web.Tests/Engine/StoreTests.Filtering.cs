namespace Collab.Web.Tests.Engine;

/// <summary>Many notes: filtered step by step, with tags to choose from, merged and related.</summary>
public partial class StoreTests
{
    [Fact]
    public async Task Each_choice_is_a_step_and_what_is_typed_is_one_and_going_back_takes_it_back() => Assert.Equal("3 | ?tag=Order&words=needle | a.1,b.3 | ?tag=Order a.1,b.2,b.3 |  none | unresolved ?state=resolved&sort=newest", await Run("""
        history.replaceState(null, '', '/rooms/doc?kind=unresolved');
        await open();
        const out = [], first = store.filter.value.state;
        store.setFilter({});
        const begun = history.length;
        const tagged = tags => ({ tags });
        arrive(note('a', 'a needle', {}, tagged(['order'])), note('b', 'hay', {}, tagged(['Order', 'power'])), note('b', 'x', {}, tagged(['ORDER'])), note('b', 'a needle'), reply('b.3', 'the needle'));
        store.setFilter({ tag: 'Order' });
        for (const words of ['n', 'ne', 'needle']) store.setFilter({ tag: 'Order', words });
        store.setFilter({ tag: 'Order', words: 'needle', sort: 'newest' });
        out.push(history.length - begun);
        const back = async () => { const { search } = location; history.back(); await until(() => location.search !== search); await turn(); };
        await back();
        out.push(location.search, [...store.matching.value].sort().join());
        await back();
        out.push(`${location.search} ${[...store.matching.value].sort().join()}`);
        await back();
        out.push(`${location.search} ${store.matching.value ?? 'none'}`);
        store.setFilter({ state: 'resolved', sort: 'newest' });
        out.push(`${first} ${location.search}`);
        return out.join(' | ');
        """));

    [Fact]
    public async Task M199_time_is_filtered_by_the_days_of_the_address_and_what_is_no_day_is_no_filter() => Assert.Equal("a.2,b.3 | a.1,a.2,b.3 | a.2 | ?after=2026-11-02 5 steps | {},{},{},{},{\"after\":\"2028-02-29\"}", await Run("""
        history.replaceState(null, '', '/rooms/doc?after=2026-11-02');
        await open();
        const out = [], found = () => [...store.matching.value].sort().join();
        arrive(note('a', 'the evening before', { at: '2026-11-01T23:59:59Z' }), note('a', 'the first minute', { at: '2026-11-02T00:00:00Z' }), note('b', 'old', { at: '2026-10-01T00:00:00Z' }), reply('b.3', 'the day after', { at: '2026-11-03T00:00:00Z' }));
        out.push(found());
        const begun = history.length;
        store.setFilter({ before: '2026-11-03' });
        store.setFilter({ before: '2026-11-02' });
        store.setFilter({ before: '2026-11-03' });
        out.push(found());
        store.setFilter({ after: '2026-11-02', before: '2026-11-03' });
        out.push(found());
        store.setFilter({ after: '2026-11-02' });
        out.push(`${location.search} ${history.length - begun} steps`);
        out.push(['after=<script>&before=2026-11-1&kind=pinnedx', 'after=2026-02-31', 'before=2026-99-99', 'after=2026-02-29&before=%2B012026-01-01', 'after=2028-02-29'].map(asked => {
          history.pushState(null, '', `/rooms/doc?${asked}`);
          dispatchEvent(new PopStateEvent('popstate'));
          return JSON.stringify(store.filter.value);
        }).join());
        return out.join(' | ');
        """));

    [Fact]
    public async Task A_merged_thread_is_found_counted_and_answered_under_the_other_and_relations_stand_at_both() => Assert.Equal("a.1 2 b.2,b.3 |  | 1 b.2 | a.1 | contradicts contradicts | ok 0 0", await Run("""
        await open({}, 'moderator');
        arrive(note('a', 'first'), note('b', 'second'), reply('b.2', 'a needle'));
        const out = [];
        arrive(event('ThreadMerged', { clause: 'b', annotation: 'b.2' }, { into: 'a.1' }));
        out.push(`${ids('a')} ${store.stackAt('a').cards[0].replies} ${store.repliesOf('a.1').map(card => card.id)}`, ids('b').join());
        const sending = store.reply('b.3', words('mine'));
        await until(() => store.repliesOf('a.1').length === 3);
        sending.done.catch(() => undefined);
        arrive(event('ThreadUnmerged', { clause: 'b', annotation: 'b.2' }));
        out.push(`${ids('a').length} ${ids('b')}`);
        arrive(event('ThreadMerged', { clause: 'b', annotation: 'b.2' }, { into: 'a.1' }));
        store.setFilter({ words: 'needle' });
        out.push([...store.matching.value].join());
        store.setFilter({});
        arrive(event('RelationAdded', {}, { from: 'b.2', relation: 'contradicts', to: 'a.1' }));
        out.push(['a.1', 'b.2'].map(id => store.relationsOf(id)[0].relation).join(' '));
        const may = store.mayUnrelate(store.relationsOf('a.1')[0]) ? 'ok' : 'no';
        arrive(event('RelationRemoved', {}, { from: 'b.2', relation: 'contradicts', to: 'a.1' }));
        out.push(`${may} ${store.relationsOf('a.1').length} ${store.relationsOf('b.2').length}`);
        return out.join(' | ');
        """));

    /// <summary>What was merged is painted where it is, lit with the thread that it stands in, faded with it, and quoted at its card.</summary>
    [Fact]
    public async Task A_merged_passage_is_painted_and_belongs_to_the_thread_under_which_it_stands() => Assert.Equal("note-1 2-4 | a.1 b.2 | focus 2-4 | faded 2-4 | note-1 2-4 | ", await Run("""
        await open({}, 'moderator');
        const section = document.createElement('section'), p = document.createElement('p');
        section.id = 'clause-b';
        p.className = 'text';
        p.append(snapshot.clauses[1].text);
        section.append(p);
        document.body.append(section);
        const stop = store.paint(document);
        const painted = (...names) => names.flatMap(name => [...(CSS.highlights.get(name) ?? [])].map(range => `${name} ${range.startOffset}-${range.endOffset}`)).join();
        const out = [];
        arrive(note('a', 'first'), note('b', 'second', {}, { targets: [{ clause: 'b', revision: 1, quote: { exact: snapshot.clauses[1].text.slice(2, 4) }, position: { start: 2, end: 4 } }] }));
        arrive(event('ThreadMerged', { clause: 'b', annotation: 'b.2' }, { into: 'a.1' }));
        const card = store.stackAt('a').cards[0];
        out.push(painted('note-1'), `${card.id} ${card.merged.map(other => other.id)}`);
        store.focused.value = 'a.1';
        out.push(painted('focus'));
        store.setFilter({ words: 'nothing has this' });
        out.push(painted('note-1', 'faded'));
        store.setFilter({ words: 'first' });
        out.push(painted('note-1', 'faded'));
        store.setFilter({});
        arrive(event('AnnotationDeleted', { clause: 'b', annotation: 'b.2' }));
        out.push(painted('note-1', 'focus'));
        stop();
        return out.join(' | ');
        """));

    [Fact]
    public async Task Tags_are_offered_by_how_often_they_are_used_and_by_their_beginning_and_what_is_chosen_is_not() => Assert.Equal("Order 3,open end 2,power 1 | open end,Order | open end | power | Order 5,open end 2,party 2,power 1 | ", await Run("""
        const { joined, suggested, tagsIn } = await import('/js/store/vocabulary.js');
        const notes = [['order', 'power'], ['Order', 'open end'], ['Order', 'open end']].map(tags => ({ tags }));
        const here = tagsIn(notes), said = list => list.map(({ tag, count }) => `${tag} ${count}`).join();
        const names = (typed, chosen = [], of = here) => suggested(of, typed, chosen).map(one => one.tag).join();
        return [said(here), names('O', [], [...here].reverse()), names('end'), names('', ['ORDER', 'open end']), said(joined([{ tag: 'Order', count: 5 }, { tag: 'party', count: 2 }], here)), names('power')].join(' | ');
        """));
}
