package dev.wsctl.load.plan;

import dev.wsctl.load.data.DataRows;

/**
 * What messages look like.
 *
 * @param sizes of their text, as far as the template leaves room for that
 * @param template what they are made of
 * @param data rows for templates, headers, URLs and join frames
 * @param rowPerMessage every message takes the next row; else every connection has a row of its own, in turn
 */
public record MessageShape(MessageSizes sizes, PayloadTemplate template, DataRows data, boolean rowPerMessage) {

    /** @throws PlanException if the template takes a column that there is not */
    public MessageShape {
        for (String column : template.columns()) {
            if (!data.columns().contains(column)) {
                throw unknown(column, data);
            }
        }
    }

    public static MessageShape of(MessageSizes sizes) {
        return new MessageShape(sizes, PayloadTemplate.USUAL, DataRows.NONE, false);
    }

    /** The same with other sizes. */
    public MessageShape with(MessageSizes others) {
        return new MessageShape(others, template, data, rowPerMessage);
    }

    /** On average; about, where a template leaves no room for the sizes. */
    int meanBytes() {
        return template.hasPad() ? sizes.mean() : template.leastBytes();
    }

    static PlanException unknown(String column, DataRows data) {
        return data.columns().isEmpty()
                ? new PlanException("{data." + column + "} is used, and no data is given", "Give --data FILE.csv.")
                : new PlanException(
                        "the data has no column '" + column + "'",
                        "Columns: " + String.join(", ", data.columns()) + ".");
    }
}
