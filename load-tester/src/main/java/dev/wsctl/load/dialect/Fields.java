package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills columns of the user's data into what a connection opens and sends; they may need escaping, unlike all else. */
public final class Fields {

    private static final Pattern COLUMN = Pattern.compile("\\{data\\.([^{}]*)}");

    /** In a URL, which Java keeps only with its braces encoded. */
    private static final Pattern ENCODED = Pattern.compile("%7B(data\\.([A-Za-z0-9_-]+)|room|name|n)%7D");

    private interface Escape {
        String written(String value, String before);
    }

    private Fields() {}

    /** In a frame: escaped as deep as the place is within JSON strings. */
    static String inFrame(String template, Member member) {
        return fill(template, member, (value, before) -> JsonDepth.escaped(value, JsonDepth.after(before)));
    }

    /** In the template of a URL, percent-encoded. */
    static String inTemplate(String template, Member member) {
        return fill(template, member, (value, before) -> encoded(value));
    }

    /** In a header, as it is. */
    public static String inHeader(String template, Member member) {
        return template.indexOf('{') < 0
                ? template
                : fill(
                        template.replace("{room}", member.room())
                                .replace("{name}", member.name())
                                .replace("{n}", Integer.toString(member.number())),
                        member,
                        (value, before) -> value);
    }

    /** A target as this member opens it: its fields, which stand there with encoded braces, filled in. */
    public static URI inTarget(URI target, Member member) {
        String url = target.toString();
        if (!url.contains("%7B")) {
            return target;
        }
        Matcher field = ENCODED.matcher(url);
        StringBuilder filled = new StringBuilder();
        while (field.find()) {
            String value = switch (field.group(1)) {
                case "room" -> member.room();
                case "name" -> member.name();
                case "n" -> Integer.toString(member.number());
                default -> encoded(value(member, field.group(2)));
            };
            field.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return URI.create(field.appendTail(filled).toString());
    }

    /** Columns that a template takes. */
    public static java.util.List<String> columns(String template) {
        return COLUMN.matcher(template).results().map(result -> result.group(1)).toList();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String fill(String template, Member member, Escape escape) {
        if (!template.contains("{data.")) {
            return template;
        }
        Matcher field = COLUMN.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (field.find()) {
            String value = escape.written(value(member, field.group(1)), template.substring(0, field.start()));
            field.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return field.appendTail(filled).toString();
    }

    private static String value(Member member, String column) {
        String value = member.row().get(column);
        if (value != null) {
            return value;
        }
        throw member.row().isEmpty()
                ? new PlanException("{data." + column + "} is used, and no data is given", "Give --data FILE.csv.")
                : new PlanException(
                        "the data has no column '" + column + "'",
                        "Columns: " + String.join(", ", member.row().keySet()) + ".");
    }
}
