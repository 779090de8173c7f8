package dev.wsctl.cli.render;

/** Builds an HTML page piece by piece. Every text that comes in is escaped; only tags of our own are written as they are. */
final class Html {
    private final StringBuilder html = new StringBuilder(1 << 17);

    /** Markup of our own, as it is. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    Html text(String text) {
        html.append(escape(text));
        return this;
    }

    /** {@code <tag class="style">text</tag>}. */
    Html element(String tag, String style, String text) {
        html.append('<').append(tag);
        if (!style.isEmpty()) {
            html.append(" class=\"").append(escape(style)).append('"');
        }
        html.append('>').append(escape(text)).append("</").append(tag).append(">\n");
        return this;
    }

    Html heading(String text) {
        return element("h2", "", text);
    }

    /** Opens a table, which scrolls by itself where the page is narrow. */
    Html table(String... columns) {
        raw("<div class=\"scroll\"><table>\n");
        if (columns.length > 0) {
            raw("<thead><tr>");
            for (String column : columns) {
                raw("<th>").text(column).raw("</th>");
            }
            raw("</tr></thead>\n");
        }
        return raw("<tbody>\n");
    }

    Html row(String... cells) {
        raw("<tr>");
        for (String cell : cells) {
            raw("<td>").text(cell).raw("</td>");
        }
        return raw("</tr>\n");
    }

    /** A row whose second cell is prose. */
    Html fact(String name, String text) {
        return raw("<tr><td>")
                .text(name)
                .raw("</td><td class=\"text\">")
                .text(text)
                .raw("</td></tr>\n");
    }

    Html endTable() {
        return raw("</tbody></table></div>\n");
    }

    @Override
    public String toString() {
        return html.toString();
    }

    /** For text and for attribute values in double quotes. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
