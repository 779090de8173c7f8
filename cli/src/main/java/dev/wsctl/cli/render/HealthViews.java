package dev.wsctl.cli.render;

import dev.wsctl.cli.model.FleetHealth;
import dev.wsctl.cli.model.HealthReport;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** {@code health} of one server as it always was, and of several: one after another, with the worst verdict above. */
public final class HealthViews {
    private static final HealthText TEXT = new HealthText();
    private static final HealthJson JSON = new HealthJson();

    private HealthViews() {}

    public static Views<FleetHealth> all() {
        return new Views<>(HealthJson.SCHEMA, HealthViews::human, HealthViews::json)
                .with(Format.NAGIOS, HealthViews::nagios);
    }

    private static void human(FleetHealth fleet, Page page) {
        List<HealthReport> servers = fleet.servers();
        if (servers.size() == 1) {
            TEXT.write(fleet.first(), page);
            return;
        }
        page.verdict(fleet.status(), summary(fleet));
        if (!page.quiet()) {
            servers.forEach(server -> TEXT.write(server, page.blank()));
        }
    }

    private static String summary(FleetHealth fleet) {
        List<String> ill = fleet.servers().stream()
                .filter(server -> server.status() == fleet.status())
                .map(HealthReport::target)
                .toList();
        return fleet.servers().size() + " independent servers"
                + (ill.size() == fleet.servers().size()
                        ? ""
                        : ill.stream().collect(Collectors.joining(", ", ", because of ", "")));
    }

    /** The fields of the first server where they always were, and under {@code servers} those of each. */
    private static void json(FleetHealth fleet, JsonObject json) {
        if (fleet.servers().size() == 1) {
            JSON.write(fleet.first(), json);
            return;
        }
        json.text("status", fleet.status().name());
        HealthJson.fields(fleet.first(), json);
        json.array("servers", fleet.servers(), JSON::write);
    }

    private static void nagios(FleetHealth fleet, PrintStream out) {
        List<HealthReport> servers = fleet.servers();
        HealthReport worst = servers.stream()
                .filter(server -> server.status() == fleet.status())
                .findFirst()
                .orElse(fleet.first());
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            data.append(HealthNagios.data(servers.get(i), servers.size() == 1 ? "" : "server" + i + "_"));
        }
        String where = servers.size() == 1 ? "" : worst.target() + ": ";
        String line = "REDIS " + fleet.status() + " - " + where + HealthNagios.reason(worst) + " | " + data;
        out.print(line.stripTrailing() + "\n");
    }
}
