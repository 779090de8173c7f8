package dev.wsctl.cli.model;

import java.util.List;

/**
 * Something that is wrong, or worth knowing, as {@code doctor} tells it.
 *
 * @param code stable; {@code wsctl explain} says what it means
 * @param subject the node, instance, client or pair concerned
 * @param title what is the matter, in one sentence
 * @param evidence the raw values that show it
 * @param threshold what they were compared with, and where that comes from
 * @param remedy what to type or do, one step each; never run by us
 * @param affects what may suffer from it
 */
public record CodedFinding(
        String code,
        Severity severity,
        String subject,
        String title,
        String evidence,
        String threshold,
        List<String> remedy,
        String affects) {
    public CodedFinding {
        remedy = List.copyOf(remedy);
    }
}
