package dev.wsctl.cli.render;

import dev.wsctl.cli.check.SubscriberCheck;
import dev.wsctl.cli.framework.ChannelFramework;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
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
                "redis://h:6379/0", "*", CHANNELS, 1_200, 2, 5, 3, List.of("10.0.0.9:6379: no answer"));
        Golden.looks("channels", ChannelViews.all(), census);
        Golden.matches("channels.json", Golden.json(ChannelViews.all(), census));
    }

    @Test
    @DisplayName("channels: none, and what that may mean")
    void noChannels() {
        Golden.looks(
                "channels-none",
                ChannelViews.all(),
                new ChannelCensus("redis://h:6379/0", "*", List.of(), 0, 0, 0, 1, List.of()));
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
                                0),
                        new Subscriber(
                                "", "10.0.0.8:51235", Duration.ofMinutes(3), Duration.ZERO, 1, 2, 3, 30_000_000)),
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
