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
    public async Task Where_I_am_led_is_offered_only_while_who_leads_is_here_and_there() => Assert.Equal("none,b,none,b,none,b,none | late: a,none | old: none", await Run("""
        const led = (clause, ago) => ({ clause, by: { id: 'mod', name: 'Mona Moderator' }, at: new Date(Date.now() - ago).toISOString(), seq: 10 });
        const offer = () => store.leadOffer.value?.clause ?? 'none';
        const out = [];
        await open();
        arrive(event('Led', { clause: 'b', actor: { id: 'mod', name: 'Mona Moderator' } }));
        out.push(offer());
        for (const clause of ['b', 'a', 'b']) {
          reads(clause);
          out.push(offer());
        }
        room.onPresence({ people: [], gone: ['mod'] });
        out.push(offer());
        reads('b');
        out.push(offer());
        store.dismissLead();
        out.push(offer());
        snapshot.led = led('a', 60_000);
        await open();
        reads('a');
        const late = offer();
        reads('b');
        const moved = offer();
        snapshot.led = led('a', 31 * 60_000);
        await open();
        reads('a');
        return `${out} | late: ${late},${moved} | old: ${offer()}`;
        """));
}
