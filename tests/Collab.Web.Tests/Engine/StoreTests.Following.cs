namespace Collab.Web.Tests.Engine;

/// <summary>Where the moderator leads.</summary>
public partial class StoreTests
{
    [Fact]
    public async Task Following_is_off_until_asked_for_and_any_move_of_my_own_suspends_it() => Assert.Equal("offer b | following a,b | suspended | offer a,none", await Run("""
        await open();
        const shown = [], out = [];
        store.onLead(clause => shown.push(clause));
        const lead = clause => {
          reads(clause);
          arrive(event('Led', { clause, actor: { id: 'mod', name: 'Mona Moderator' } }));
        };
        lead('b');
        out.push(`offer ${store.leadOffer.value?.clause}${shown}`);
        lead('a');
        store.setFollow(true);
        lead('b');
        out.push(`${store.follow.value} ${shown}`);
        dispatchEvent(new WheelEvent('wheel'));
        lead('a');
        out.push(shown.length === 2 ? store.follow.value : 'moved');
        const offered = store.leadOffer.value?.clause;
        store.dismissLead();
        out.push(`offer ${offered},${store.leadOffer.value?.clause ?? 'none'}`);
        return out.join(' | ');
        """));

    [Fact]
    public async Task A_lead_to_a_passage_takes_me_to_it_is_said_in_its_words_and_goes_out_with_its_selectors() => Assert.Equal("b says | Mona Moderator is at point 2: “says”. | b says 8 9 undefined", await Run("""
        await open();
        let shown;
        store.onLead((clause, passage) => (shown = `${clause} ${passage?.quote.exact}`));
        store.setFollow(true);
        const quote = { exact: 'says', prefix: '2 ', suffix: ' 😀' }, position = { start: 8, end: 12 };
        arrive(event('Led', { clause: 'b', actor: { id: 'mod', name: 'Mona Moderator' } }, { target: { clause: 'b', revision: 1, quote, position } }));
        await until(() => store.announcement.value);
        const said = store.announcement.value;
        await open({}, 'moderator');
        store.lead('b', { clause: 'b', revision: 9, quote, position }).catch(() => {});
        store.lead('b').catch(() => {});
        const [one, two] = sent.filter(command => command.verb === 'Lead').map(({ body }) => body);
        return `${shown} | ${said} | ${one.clause} ${one.quote.exact} ${one.position.start} ${one.revision} ${two.quote}`;
        """));

    [Fact]
    public async Task What_others_do_is_told_as_was_chosen_and_of_what_changes_only_the_newest_is() => Assert.Equal("18 match.|4 match.|2 at point 3.|Ida at 1. Jon at 2.|mine. | to the eye: quiet", await Run("""
        await open();
        const { effect } = await import('@preact/signals-core');
        const said = [];
        effect(() => { if (store.announcement.value) said.push(store.announcement.value); });
        const raises = (sentence, about) => store.say(sentence, { kind: 'hand', about });
        store.say('18 match', { about: 'filter' });
        await until(() => said.length === 1);
        raises('Ida at 1', 'ida');
        raises('Lena at 1', 'lena');
        raises('Jon at 2', 'jon');
        raises('', 'lena');
        store.say('10 match', { about: 'filter' });
        store.say('1 at point 3', { kind: 'lead', about: 'floor' });
        store.say('2 at point 3', { kind: 'lead', about: 'floor' });
        store.say('4 match', { about: 'filter' });
        await until(() => said.length === 4);
        store.announceLevel.value = 'none';
        store.say('quiet', { kind: 'lead', about: 'session' });
        const seen = store.said.value;
        store.say('mine');
        await until(() => said.length === 5);
        return `${said.join('|')} | to the eye: ${seen}`;
        """));

    [Fact]
    public async Task Whoever_wrote_answered_reacted_raised_a_hand_took_a_stance_by_name_or_was_heard_aloud_is_silent_no_longer() => Assert.Equal("a,b,c,d,e,f,g", await Run("""
        const { addHeard } = await import('/js/model/silent.js');
        const heard = new Set();
        const of = (kind, id, data = {}) => ({ kind, ...(id && { actor: { id } }), data });
        addHeard(heard, [
          of('AnnotationAdded', 'a'), of('ReplyAdded', 'b'), of('ReactionAdded', 'c'), of('HandRaised', 'd'), of('StanceTaken', 'e'), of('AnnotationAdded', 'a', { said: { member: 'f' } }), of('FloorGiven', 'mod', { member: 'g' }),
          of('StanceTaken', undefined, { anonymous: true }), of('AnnotationAdded', 'a', { said: { speaker: 'Somebody' } }), of('MemberJoined', 'h', { member: 'h' }), of('ReactionRemoved', 'i'), of('Led', 'mod'), of('HandLowered', 'mod', { member: 'j' }),
        ]);
        return [...heard].sort().join();
        """));

    [Fact]
    public async Task Where_I_am_led_is_offered_wherever_who_leads_is_by_now_until_I_say_or_it_is_led_elsewhere() => Assert.Equal("b,b,b,a,none | late: a | old: none", await Run("""
        const led = (clause, ago) => ({ clause, by: { id: 'mod', name: 'Mona Moderator' }, at: new Date(Date.now() - ago).toISOString(), seq: 10 });
        const offer = () => store.leadOffer.value?.clause ?? 'none';
        const out = [];
        await open();
        // Whoever leads may hide where they are.
        arrive(event('Led', { clause: 'b', actor: { id: 'mod', name: 'Mona Moderator' } }));
        out.push(offer());
        reads('a');
        out.push(offer());
        room.onPresence({ people: [], gone: ['mod'] });
        out.push(offer());
        arrive(event('Led', { clause: 'a', actor: { id: 'mod', name: 'Mona Moderator' } }));
        out.push(offer());
        store.dismissLead();
        out.push(offer());
        snapshot.led = led('a', 60_000);
        await open();
        const late = offer();
        snapshot.led = led('a', 31 * 60_000);
        await open();
        return `${out} | late: ${late} | old: ${offer()}`;
        """));
}
