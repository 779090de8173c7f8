package dev.wsctl.load.preflight;

import dev.wsctl.load.plan.LoadPlan;
import java.util.List;

/**
 * What carrying out a plan would be like.
 *
 * @param name of the configuration it is for; empty: there is one alone
 * @param heads that would carry it out
 * @param needs of each process
 * @param limits of this machine; empty where other machines do the work, which look at their own
 */
public record Forecast(String name, LoadPlan plan, Headcount heads, Traffic traffic, Needs needs, List<Limit> limits) {

    public Forecast {
        limits = List.copyOf(limits);
    }

    /** @param heads none of it here: the machine's processors count, and its limits don't */
    public static Forecast of(String name, LoadPlan plan, Headcount heads, Machine machine) {
        return new Forecast(
                name,
                plan,
                heads,
                Traffic.of(plan),
                Needs.of(plan, heads, machine.processors()),
                heads.here() == 0 ? List.of() : Preflight.limits(plan, heads, machine));
    }

    /** Whether no limit of this machine rules it out. */
    public boolean fits() {
        return Preflight.obstacle(limits).isEmpty();
    }
}
