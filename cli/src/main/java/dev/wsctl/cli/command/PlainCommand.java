package dev.wsctl.cli.command;

import dev.wsctl.cli.option.PlainOptions;
import java.util.List;
import java.util.concurrent.Callable;

/** A command that starts without picocli as long as its arguments are plain. */
public interface PlainCommand extends Callable<Integer> {
    /** All options it has, by the objects that hold them. */
    List<PlainOptions> plainOptions();
}
