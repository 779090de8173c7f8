package dev.wsctl.cli.model;

import java.util.List;

/**
 * What a delivery check found.
 *
 * @param code stable; scripts may rely on it
 * @param subject the instance or pair concerned
 * @param title what is the matter, naming the pairs
 * @param evidence the values that show it
 * @param remedy what to look at or to run, one step each
 */
public record DeliveryFinding(
        String code, Status severity, String subject, String title, String evidence, List<String> remedy) {
    public DeliveryFinding {
        remedy = List.copyOf(remedy);
    }
}
