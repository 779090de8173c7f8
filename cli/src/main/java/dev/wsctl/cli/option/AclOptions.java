package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.source.AccessRules;
import dev.wsctl.cli.source.AccessRules.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** An ACL rule for wsctl itself. */
public final class AclOptions {
    @Option(
            names = "--print-acl",
            description = "Look at nothing: print the ACL rule of a user (--user) with the least rights wsctl needs.")
    private boolean print;

    @Option(
            names = "--for",
            paramLabel = "PURPOSE",
            converter = PurposeName.class,
            completionCandidates = PurposeNames.class,
            split = ",",
            description = "With --print-acl: doctor, read-only, probes (health and latency), all of these; beside them"
                    + " listen (tail, verify, doctor --sample hear messages), publish, and ask (doctor and frameworks"
                    + " --probe). Several: all,listen."
                    + " Default: all.")
    private List<Purpose> purposes = new ArrayList<>();

    @Option(
            names = "--acl-syntax",
            paramLabel = "VERSION",
            description = "With --print-acl: of Redis 6 (6.2) or 7. Default: 7.")
    private @Nullable Integer syntax;

    /** {@code read-only} rather than {@code READ_ONLY}. */
    static final class PurposeName implements ITypeConverter<Purpose> {
        @Override
        public Purpose convert(String value) {
            return Arrays.stream(Purpose.values())
                    .filter(one -> AccessRules.name(one).equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is no purpose; doctor, read-only, probes, all, listen, publish or ask"));
        }
    }

    /** For shells. */
    static final class PurposeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Purpose.values()).map(AccessRules::name).iterator();
        }
    }

    /** @throws WsctlException for options that mean nothing without {@code --print-acl}, and for an unknown syntax */
    public boolean print() {
        if (!print && (!purposes.isEmpty() || syntax != null)) {
            throw WsctlException.usage(
                    (!purposes.isEmpty() ? "--for" : "--acl-syntax") + " is about --print-acl",
                    "wsctl doctor --print-acl --for doctor");
        }
        if (syntax != null && syntax != 6 && syntax != 7) {
            throw WsctlException.usage(
                    "--acl-syntax takes 6 or 7", "7 for everything from Redis 7.0 and Valkey 7.2 on");
        }
        return print;
    }

    public Set<Purpose> purposes() {
        return purposes.isEmpty() ? EnumSet.of(Purpose.ALL) : EnumSet.copyOf(purposes);
    }

    public boolean redis6() {
        return syntax != null && syntax == 6;
    }
}
