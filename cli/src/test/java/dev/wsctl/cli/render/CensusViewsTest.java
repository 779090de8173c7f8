package dev.wsctl.cli.render;

import dev.wsctl.cli.check.SubscriberCheck;
import dev.wsctl.cli.framework.ChannelFramework;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.ChannelCensus.Location;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.NodeAnswer.Role;
import dev.wsctl.cli.model.NodeChannels;
import dev.wsctl.cli.model.SessionKey;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.SubscriberReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what channels, subscribers and sessions print")
class CensusViewsTest {
    private static final String LONG_NAME =
            "socket.io-request#/admin/notifications/of-a-customer-with-a-very-long-name/2026-11-21/eu-central-1/room#";

    private static final List<Channel> CHANNELS = List.of(
            ChannelFramework.recognise(LONG_NAME, Kind.CLASSIC, 12_345),
            ChannelFramework.recognise("chat:lobby", Kind.CLASSIC, 3),
            ChannelFramework.recognise("chat:{a}", Kind.SHARD, 1));

    @Test
    @DisplayName("channels: names give way first; also as wsctl/channels/v1")
    void channels() {
        ChannelCensus census = new ChannelCensus(
                "redis://h:6379,10.0.0.9:6379",
                "*",
                CHANNELS,
                1_200,
                2,
                5,
                NODES,
                false,
                List.of("10.0.0.9:6379: no answer"));
        Golden.looks("channels", ChannelViews.all(), census);
        Golden.matches("channels.json", Golden.json(ChannelViews.all(), census));
    }

    @Test
    @DisplayName("channels --by-node: what each node says, how late or that it doesn't, and who is on which")
    void channelsByNode() {
        List<Channel> placed = List.of(
                CHANNELS.get(0).at(new Location(Map.of("h:6379", 12_000L, "10.0.0.9:6379", 345L), "")),
                CHANNELS.get(1).at(new Location(Map.of("h:6379", 3L), "")),
                CHANNELS.get(2).at(new Location(Map.of("redis-c.eu-central-1.example.com:6379", 1L), "")));
        ChannelCensus census = new ChannelCensus(
                "redis://h:6379,10.0.0.9:6379", "*", placed, 3, 2, 5, NODES, true, List.of("10.0.0.9:6379: no answer"));
        Golden.looks("channels-by-node", ChannelViews.all(), census);
        Golden.matches("channels-by-node.json", Golden.json(ChannelViews.all(), census));
    }

    @Test
    @DisplayName("D10 channels on independent servers: where each room is, and that one is not where it belongs")
    void channelsOnServers() {
        List<Channel> placed = List.of(
                CHANNELS.get(1).at(new Location(Map.of("b.example.com:6379", 3L), "b.example.com:6379")),
                ChannelFramework.recognise("chat:general", Kind.CLASSIC, 1)
                        .at(new Location(Map.of("b.example.com:6379", 1L), "a.example.com:6379")));
        ChannelCensus census = new ChannelCensus(
                "redis://a.example.com:6379/0 | redis://b.example.com:6379/0",
                "*",
                placed,
                2,
                0,
                0,
                List.of(node("a.example.com:6379", Role.MASTER, 0), node("b.example.com:6379", Role.MASTER, 2)),
                false,
                List.of());
        Golden.looks("channels-servers", ChannelViews.all(), census);
        Golden.matches("channels-servers.json", Golden.json(ChannelViews.all(), census));
    }

    private static final List<ChannelCensus.Node> NODES = List.of(
            node("h:6379", Role.MASTER, 1_150),
            new ChannelCensus.Node(
                    new NodeAnswer("10.0.0.9:6379", Role.MASTER, null, "10.0.0.9:6379: no answer"), null),
            new ChannelCensus.Node(
                    new NodeAnswer("redis-c.eu-central-1.example.com:6379", Role.REPLICA, Duration.ofMillis(1_312), ""),
                    new NodeChannels("redis-c.eu-central-1.example.com:6379", 50, 12, 12_345, 2, "")));

    private static ChannelCensus.Node node(String address, Role role, long channels) {
        return new ChannelCensus.Node(
                answered(address, role), new NodeChannels(address, channels, 0, 3 * channels, 0, ""));
    }

    private static NodeAnswer answered(String address, Role role) {
        return new NodeAnswer(address, role, Duration.ofNanos(412_000), "");
    }

    @Test
    @DisplayName("channels: none, and what that may mean")
    void noChannels() {
        Golden.looks(
                "channels-none",
                ChannelViews.all(),
                new ChannelCensus("redis://h:6379/0", "*", List.of(), 0, 0, 0, List.of(), false, List.of()));
    }

    @Test
    @DisplayName("subscribers: too few, and one that does not read; also as wsctl/subscribers/v1")
    void subscribers() {
        SubscriberReport report = SubscriberCheck.judge(new SubscriberReport(
                "redis://h:6379/0",
                4,
                List.of(CHANNELS.get(1)),
                List.of(
                        new Subscriber(
                                "chat-a-subscriber",
                                "10.0.0.7:51234",
                                Duration.ofHours(26),
                                Duration.ofSeconds(3),
                                42,
                                0,
                                0,
                                0,
                                "h:6379"),
                        new Subscriber(
                                "",
                                "10.0.0.8:51235",
                                Duration.ofMinutes(3),
                                Duration.ZERO,
                                1,
                                2,
                                3,
                                30_000_000,
                                "h:6379")),
                2,
                List.of(answered("h:6379", Role.MASTER)),
                List.of(),
                OptionalLong.of(8_388_608),
                List.of()));
        Golden.looks("subscribers", SubscriberViews.all(), report);
        Golden.matches("subscribers.json", Golden.json(SubscriberViews.all(), report));
    }

    @Test
    @DisplayName("B5 sessions: by family, with their expiry, labelled partial; also as wsctl/sessions/v1")
    void sessions() {
        SessionTally tally = new SessionTally(
                1_234_567,
                List.of("stopped after 5 s"),
                2_000_000,
                List.of(
                        new SessionTally.Family(SessionFamilies.KNOWN.get(1), 1_234_000),
                        new SessionTally.Family(SessionFamilies.KNOWN.get(7), 567)),
                new SessionTally.Ttl(1000, 12, Duration.ofSeconds(8), Duration.ofMinutes(25), Duration.ofDays(13)));
        Golden.looks("sessions", SessionViews.all(), tally);
        Golden.matches("sessions.json", Golden.json(SessionViews.all(), tally));
    }

    @Test
    @DisplayName("B5 sessions: none found, and where else they may be")
    void noSessions() {
        Golden.looks("sessions-none", SessionViews.all(), new SessionTally(0, List.of(), 1_234, List.of(), null));
    }

    @Test
    @DisplayName("subscribers: as many as expected")
    void enoughSubscribers() {
        Subscriber one = new Subscriber(
                "chat-a-subscriber",
                "10.0.0.7:51234",
                Duration.ofHours(26),
                Duration.ofSeconds(3),
                42,
                0,
                0,
                0,
                "h:6379");
        SubscriberReport report = SubscriberCheck.judge(new SubscriberReport(
                "redis://h:6379/0",
                3,
                List.of(CHANNELS.get(1)),
                List.of(one),
                1,
                List.of(answered("h:6379", Role.MASTER)),
                List.of(),
                OptionalLong.of(8_388_608),
                List.of()));
        Golden.looks("subscribers-well", SubscriberViews.all(), report);
    }

    @Test
    @DisplayName("B5 sessions list; also as wsctl/sessions-list/v1")
    void sessionsList() {
        SessionKey.Listing listing = new SessionKey.Listing(
                List.of(
                        new SessionKey("socketio:session:" + "4f".repeat(32), "hash", 1_500_000),
                        new SessionKey("sess:42", "string", -1)),
                true,
                List.of());
        Golden.looks("sessions-list", SessionViews.list(), listing);
        Golden.matches("sessions-list.json", Golden.json(SessionViews.list(), listing));
    }

    @Test
    @DisplayName("B5 sessions show: values hidden, or shown when asked to; also as wsctl/sessions-show/v1")
    void sessionsShow() {
        SessionKey.Content content = new SessionKey.Content(
                new SessionKey("socketio:session:42", "hash", 90_000),
                null,
                Map.of(
                        "user",
                        "alice",
                        "address",
                        "10.1.2.3, \u001b[31m a name of many words that does not fit into a line of 80"),
                2,
                false);
        Golden.looks("sessions-show", SessionViews.show(false), content);
        Golden.looks("sessions-show-reveal", SessionViews.show(true), content);
        Golden.matches("sessions-show.json", Golden.json(SessionViews.show(false), content));
    }
}
