package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.Closest;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All contexts there are.
 *
 * @param files those that exist, the project's before the user's: what stands in the first wins
 */
public record Contexts(List<ContextFile> files) {
    public Contexts {
        files = List.copyOf(files);
    }

    /** Which context is meant, and who said so. */
    public record Choice(String name, String saidBy) {}

    /**
     * Reads what there is; where there is no file, nothing is loaded.
     *
     * @throws WsctlException CONFIG, when a file cannot be read or is no YAML
     */
    public static Contexts find(Path workingDirectory, Map<String, String> environment) {
        List<ContextFile> files = new ArrayList<>();
        Path project = ContextPaths.project(workingDirectory);
        if (project != null) {
            files.add(ContextFile.read(project, ContextFile.Kind.PROJECT));
        }
        Path user = ContextPaths.user(environment);
        if (user != null && !user.equals(project) && Files.exists(user)) {
            files.add(ContextFile.read(user, ContextFile.Kind.USER));
        }
        return new Contexts(files);
    }

    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        files.forEach(file -> names.addAll(file.contexts().keySet()));
        return names;
    }

    public List<Mistake> mistakes() {
        return files.stream().flatMap(file -> file.mistakes().stream()).toList();
    }

    /** @throws WsctlException CONFIG, for the first mistake there is */
    public Contexts sound() {
        List<Mistake> mistakes = mistakes();
        if (!mistakes.isEmpty()) {
            Mistake first = mistakes.get(0);
            String more = mistakes.size() == 1 ? "" : " (wsctl context validate shows all " + mistakes.size() + ")";
            throw new Mistake(first.place(), first.what() + more, first.hint()).exception();
        }
        return this;
    }

    /** The context that holds when nobody names one on the command line; null for none. */
    public @Nullable Choice current(Map<String, String> environment) {
        String named = environment.getOrDefault("WSCTL_CONTEXT", "").strip();
        if (!named.isEmpty()) {
            return new Choice(named, "WSCTL_CONTEXT");
        }
        for (ContextFile file : files) {
            if (file.current() != null) {
                return new Choice(file.current(), "current in " + file.path());
            }
            if (file.kind() == ContextFile.Kind.PROJECT && file.contexts().size() == 1) {
                return new Choice(file.contexts().keySet().iterator().next(), "the only one in " + file.path());
            }
        }
        return null;
    }

    /**
     * What all files say about a context.
     *
     * @param saidBy who named it, for the message
     * @throws WsctlException USAGE for an unknown one from the command line, else CONFIG
     */
    public ContextSettings settings(String name, String saidBy) {
        ContextSettings settings = null;
        for (ContextFile file : files) {
            ContextSettings here = file.contexts().get(name);
            if (here != null) {
                settings = settings == null ? here : settings.over(here);
            }
        }
        if (settings == null) {
            throw unknown(name, saidBy);
        }
        return settings;
    }

    /** @param saidBy who named it; empty when it is what a command is about */
    public WsctlException unknown(String name, String saidBy) {
        Set<String> names = names();
        String closest = Closest.to(name, names);
        String hint = names.isEmpty()
                ? "wsctl context add " + (ContextNames.valid(name) ? name : "NAME") + " --redis redis://host:6379/0"
                : closest.isEmpty() ? "wsctl context list" : closest + "; wsctl context list shows all";
        return new WsctlException(
                saidBy.isEmpty() || saidBy.startsWith("-") ? ExitCode.USAGE : ExitCode.CONFIG,
                "there is no context '" + name + "'" + (saidBy.isEmpty() ? "" : " (" + saidBy + ")"),
                hint);
    }
}
