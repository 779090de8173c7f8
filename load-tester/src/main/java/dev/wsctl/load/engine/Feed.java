package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Second;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told how far a run is by the thread that carries it out. */
interface Feed {

    /** @param length how long the phase will last at most */
    default void enter(Phase next, Duration length) {
        enter(next, null, length);
    }

    /** @param stage of the plan, null where none is under way */
    void enter(Phase next, @Nullable Stage stage, Duration length);

    /** To be called often; shows something when it is time to. */
    void beat();

    void show();

    /** The run is over; returns what each of its seconds was like, if this keeps them. */
    List<Second> finish();
}
