package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server described by templates, as they stand in a plan or configuration file. Placeholders: {@code {target}} the URL
 * given on the command line, {@code {room}}, {@code {name}} and {@code {username}} (the same), {@code {n}} the
 * connection's number, {@code {data.COLUMN}} a column of its row of data, {@code {text}} the message in {@code send};
 * {@code {room_word}} is the room with an underscore for whatever is no letter, digit or underscore.
 *
 * @param url what a member opens, usually {@code {target}}
 * @param subprotocol empty: none
 * @param join frames sent after opening
 * @param joined what a received frame must be like before the member counts; absent: at once
 * @param refused of those conditions a frame that comes instead meets one when the server does not let the member join
 * @param answers of those whose condition a received frame meets, the first is sent
 * @param send the frame that sends a message, with {@code {text}} exactly once
 */
public record TemplateDialect(
        String name,
        String url,
        String subprotocol,
        List<String> join,
        Optional<Condition> joined,
        List<Condition> refused,
        List<Answer> answers,
        String send,
        Optional<KeepAlive> keepAlive)
        implements Dialect {

    /** @throws PlanException if {@code send} doesn't carry the text, or a keep-alive has no period */
    public TemplateDialect {
        join = List.copyOf(join);
        refused = List.copyOf(refused);
        answers = List.copyOf(answers);
        if (!Placeholders.carriesText(send)) {
            throw new PlanException(
                    "dialect " + name + ": send must contain {text} exactly once",
                    "For example send: '{\"type\":\"chat\",\"text\":\"{text}\"}'.");
        }
        if (keepAlive.isPresent() && keepAlive.get().every().toMillis() < 100) {
            throw new PlanException(
                    "dialect " + name + ": keepalive must be at least 100 ms apart", "For example every: 25s.");
        }
    }

    @Override
    public URI url(Member member) {
        String filled = Placeholders.fillUrl(url, member);
        try {
            return URI.create(filled);
        } catch (IllegalArgumentException e) {
            throw new PlanException(
                    "dialect " + name + ": its url does not make a URL: " + url, "Start it with {target}.");
        }
    }

    @Override
    public List<String> joinFrames(Member member) {
        return join.stream().map(frame -> Placeholders.fill(frame, member)).toList();
    }

    @Override
    public Optional<String> refusal(String frame) {
        return refused.stream().anyMatch(condition -> condition.isMetBy(frame))
                ? Optional.of(Refusal.words(frame))
                : Optional.empty();
    }

    @Override
    public boolean concerns(ByteBuf in, int from, int end) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).when().mayBeMetBy(in, from, end)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Reaction react(Member member, String frame) {
        for (Answer answer : answers) {
            if (answer.when().isMetBy(frame)) {
                return new Reaction.Send(Placeholders.fill(answer.send(), member));
            }
        }
        return new Reaction.Nothing();
    }

    @Override
    public Envelope envelope(Member member) {
        return Placeholders.around(send, member);
    }

    @Override
    public Optional<KeepAlive> keepAlive(Member member) {
        return keepAlive.map(k -> new KeepAlive(Placeholders.fill(k.frame(), member), k.every()));
    }
}
