package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Comparison;
import dev.wsctl.cli.model.Comparison.FigureChange;
import dev.wsctl.cli.model.Comparison.SettingChange;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Figure;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares two diagnoses, and the evidence they were made from. */
public final class Comparing {
    /** A change by less than this share of the larger value is chance. */
    private static final double SHARE = 0.25;

    private static final List<String> WORDS = List.of("redis_version", "valkey_version", "role", "maxmemory_policy");

    private final List<CodedFinding> appeared = new ArrayList<>();
    private final List<CodedFinding> worse = new ArrayList<>();
    private final List<CodedFinding> gone = new ArrayList<>();
    private long stayed;

    private Comparing() {}

    public static Comparison of(Evidence before, Diagnosis first, Evidence after, Diagnosis second) {
        Comparing all = new Comparing();
        Map<String, Outcome> again = second.outcomes().stream().collect(Collectors.toMap(Outcome::code, one -> one));
        List<Outcome.Skipped> unjudged = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>();
        for (Outcome outcome : first.outcomes()) {
            if (outcome instanceof Outcome.Judged && again.get(outcome.code()) instanceof Outcome.Skipped skipped) {
                unjudged.add(skipped);
                open.add(skipped.code());
            }
        }
        all.findings(known(first), second.findings(), open, suppressed(second));
        boolean single = before.nodes().size() == 1 && after.nodes().size() == 1;
        // Whatever the two were reached by, it is the same one.
        String node = single ? after.nodes().get(0).address() : "";
        return new Comparison(
                first,
                second,
                all.appeared,
                all.worse,
                all.gone,
                all.stayed,
                unjudged,
                figures(Figures.of(before, node), Figures.of(after, node)),
                settings(before, after, node));
    }

    /** What was suppressed is known all the same. */
    private static List<CodedFinding> known(Diagnosis diagnosis) {
        List<CodedFinding> known = new ArrayList<>(diagnosis.findings());
        known.addAll(suppressed(diagnosis));
        return known;
    }

    private static List<CodedFinding> suppressed(Diagnosis diagnosis) {
        return diagnosis.suppressed().stream()
                .map(Diagnosis.Suppressed::finding)
                .toList();
    }

    private void findings(
            List<CodedFinding> before, List<CodedFinding> after, Set<String> open, List<CodedFinding> suppressed) {
        List<CodedFinding> left = new ArrayList<>(before);
        List<CodedFinding> fresh = new ArrayList<>(after);
        // Exactly the same subject first; then the same client after it reconnected, the same key under another hash.
        pair(left, fresh, CodedFinding::subject);
        pair(left, fresh, finding -> lasting(finding.subject()));
        appeared.addAll(fresh);
        Set<String> accepted = suppressed.stream().map(CodedFinding::code).collect(Collectors.toSet());
        left.removeIf(finding -> open.contains(finding.code()) || accepted.contains(finding.code()));
        gone.addAll(left);
    }

    private void pair(List<CodedFinding> left, List<CodedFinding> fresh, Function<CodedFinding, String> name) {
        fresh.removeIf(now -> {
            CodedFinding earlier = take(left, now, name);
            if (earlier == null) {
                return false;
            }
            if (now.severity().compareTo(earlier.severity()) > 0) {
                worse.add(now);
            } else {
                stayed++;
            }
            return true;
        });
    }

    private static @Nullable CodedFinding take(
            List<CodedFinding> left, CodedFinding wanted, Function<CodedFinding, String> name) {
        for (CodedFinding one : left) {
            if (one.code().equals(wanted.code()) && name.apply(one).equals(name.apply(wanted))) {
                left.remove(one);
                return one;
            }
        }
        return null;
    }

    /** Without what changes by itself: ports of clients, and names that a capture hides. */
    private static String lasting(String subject) {
        return subject.replaceAll("\\bx[0-9a-f]{12}\\b", "x").replaceAll("\\(([^()]*):[0-9]+\\)", "($1)");
    }

    private static List<FigureChange> figures(List<Figure> before, List<Figure> after) {
        Map<String, Figure> earlier = byName(before);
        Map<String, Figure> later = byName(after);
        Set<String> names = new LinkedHashSet<>(earlier.keySet());
        names.addAll(later.keySet());
        List<FigureChange> changes = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        for (String name : names) {
            Figure was = earlier.get(name);
            Figure is = later.get(name);
            Figure either = is == null ? was : is;
            if (either != null) {
                // Of a node or instance that came or went, one row says it all.
                boolean matters = (was == null || is == null) ? told.add(either.subject()) : matters(was, is);
                changes.add(new FigureChange(
                        either.subject(), either.name(), either.unit(), value(was), value(is), matters));
            }
        }
        return changes;
    }

    private static Map<String, Figure> byName(List<Figure> figures) {
        Map<String, Figure> named = new LinkedHashMap<>();
        figures.forEach(figure -> named.put(figure.subject() + "\n" + figure.name(), figure));
        return named;
    }

    private static OptionalDouble value(@Nullable Figure figure) {
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
    }

    private static boolean matters(Figure was, Figure is) {
        double change = Math.abs(is.value() - was.value());
        return change > 0
                && change >= is.step()
                && change >= SHARE * Math.max(Math.abs(is.value()), Math.abs(was.value()));
    }

    private static List<SettingChange> settings(Evidence before, Evidence after, String single) {
        Map<String, Map<String, String>> earlier = words(before, single);
        Map<String, Map<String, String>> later = words(after, single);
        List<SettingChange> changes = new ArrayList<>();
        later.forEach((subject, now) -> {
            Map<String, String> then = earlier.get(subject);
            if (then != null) {
                Set<String> names = new TreeSet<>(now.keySet());
                // Where one of the two could not be read, nothing has changed as far as anybody knows.
                names.retainAll(then.keySet());
                for (String name : names) {
                    String was = then.getOrDefault(name, "");
                    String is = now.getOrDefault(name, "");
                    if (!was.equals(is)) {
                        changes.add(new SettingChange(subject, name, was, is));
                    }
                }
            }
        });
        return changes;
    }

    private static Map<String, Map<String, String>> words(Evidence evidence, String single) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (NodeEvidence node : evidence.nodes()) {
            Map<String, String> words = new LinkedHashMap<>();
            Map<String, String> config = node.config().value();
            if (config != null) {
                words.putAll(config);
            }
            var info = node.last().info().value();
            if (info != null) {
                WORDS.forEach(name -> {
                    String text = info.text(name, "");
                    if (!text.isEmpty()) {
                        words.put(name, text);
                    }
                });
            }
            all.put(single.isEmpty() ? node.address() : single, words);
        }
        return all;
    }
}
