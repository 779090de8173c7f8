package dev.wsctl.load.dialect;

import java.util.regex.Pattern;

/** Fills in what a template leaves open. Only columns of the user's data may need escaping. */
final class Placeholders {

    /** Where a template for sending takes the message's text. */
    static final String TEXT = "{text}";

    /** Stands for it meanwhile, so that no value can be taken for it: no frame may hold this character. */
    private static final String HERE = "\uFFFF";

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_]");

    private Placeholders() {}

    /** In a frame: what needs escaping is. */
    static String fill(String template, Member member) {
        return template.indexOf('{') < 0 ? template : plain(Fields.inFrame(template, member), member);
    }

    /** In a URL. */
    static String fillUrl(String template, Member member) {
        return plain(Fields.inTemplate(template, member), member);
    }

    private static String plain(String template, Member member) {
        return template.replace("{target}", member.target().toString())
                .replace("{room}", member.room())
                .replace("{room_word}", NO_WORD.matcher(member.room()).replaceAll("_"))
                .replace("{username}", member.name())
                .replace("{name}", member.name())
                .replace("{n}", Integer.toString(member.number()));
    }

    /** The two sides of the text in a template that {@link #carriesText}. */
    static Envelope around(String template, Member member) {
        // Filled in one piece, since what stands before a field decides how it is escaped.
        String filled = fill(template.replace(TEXT, HERE), member);
        int here = filled.indexOf(HERE);
        return new Envelope(filled.substring(0, here), filled.substring(here + HERE.length()));
    }

    static boolean carriesText(String template) {
        int text = template.indexOf(TEXT);
        return text >= 0 && text == template.lastIndexOf(TEXT);
    }
}
