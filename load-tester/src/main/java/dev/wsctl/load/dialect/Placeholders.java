package dev.wsctl.load.dialect;

/** Fills in what a template leaves open. None of the values needs escaping in a URL or in JSON. */
final class Placeholders {

    /** Where a template for sending takes the message's text. */
    static final String TEXT = "{text}";

    private Placeholders() {}

    static String fill(String template, Member member) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        return template.replace("{target}", member.target().toString())
                .replace("{room}", member.room())
                .replace("{username}", member.name())
                .replace("{name}", member.name())
                .replace("{n}", Integer.toString(member.number()));
    }

    /** The two sides of the text in a template that {@link #carriesText}. */
    static Envelope around(String template, Member member) {
        int text = template.indexOf(TEXT);
        return new Envelope(
                fill(template.substring(0, text), member), fill(template.substring(text + TEXT.length()), member));
    }

    static boolean carriesText(String template) {
        int text = template.indexOf(TEXT);
        return text >= 0 && text == template.lastIndexOf(TEXT);
    }
}
