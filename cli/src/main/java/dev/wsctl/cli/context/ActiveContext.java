package dev.wsctl.cli.context;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context a command works in. Files are looked for when somebody first asks, and then once. */
public final class ActiveContext {
    private static final String OPTION = "--context";

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private @Nullable String named;
    private @Nullable ContextSettings settings;

    public ActiveContext(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
    }

    public Path workingDirectory() {
        return workingDirectory;
    }

    /** {@code --context}: wins over whatever else names one. */
    public void name(String name) {
        named = name;
        settings = null;
    }

    /** What {@link #name} was told last; empty: nothing. */
    public String named() {
        return named == null ? "" : named;
    }

    /** Looks for files again when somebody asks the next time. */
    public void forget() {
        settings = null;
    }

    /** For somebody who names another, and leaves this one as it is. */
    public ActiveContext copy() {
        ActiveContext copy = new ActiveContext(workingDirectory, environment);
        copy.named = named;
        return copy;
    }

    /** All there are, mistakes included. */
    public Contexts contexts() {
        return Contexts.find(workingDirectory, environment);
    }

    /** Which one is active; null for none. */
    public Contexts.@Nullable Choice choice(Contexts contexts) {
        Contexts.Choice choice = named != null ? new Contexts.Choice(named, OPTION) : contexts.current(environment);
        return choice == null || choice.name().equals(ContextNames.NONE) ? null : choice;
    }

    /**
     * What it says; {@link ContextSettings#NONE} when none is active.
     *
     * @throws WsctlException CONFIG for a mistake in a file or an unknown name; USAGE for an unknown name in an option
     */
    public ContextSettings settings() {
        ContextSettings known = settings;
        if (known == null) {
            known = load();
            settings = known;
        }
        return known;
    }

    private ContextSettings load() {
        String asked = named != null ? named : environment.get("WSCTL_CONTEXT");
        if (ContextNames.NONE.equals(asked)) { // and no file is looked at: this helps where one is broken, too
            return ContextSettings.NONE;
        }
        Contexts contexts = contexts().sound();
        Contexts.Choice choice = choice(contexts);
        if (choice == null) {
            return ContextSettings.NONE;
        }
        ContextSettings found = contexts.settings(choice.name(), choice.saidBy());
        return named == null ? found : found.namedByOption();
    }
}
