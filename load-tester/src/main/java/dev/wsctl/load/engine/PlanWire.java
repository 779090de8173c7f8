package dev.wsctl.load.engine;

import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.dialect.Answer;
import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.SocketIoDialect;
import dev.wsctl.load.dialect.TemplateDialect;
import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.MessageShape;
import dev.wsctl.load.plan.MessageSizes;
import dev.wsctl.load.plan.PayloadTemplate;
import dev.wsctl.load.plan.RoomSkew;
import dev.wsctl.load.plan.Stage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as it goes to the processes that carry it out: all of it but the thresholds, which only the leader judges by, and
 * what is done to servers and Redis, which only it does. So no command, no process and no URL of a Redis is in it.
 */
final class PlanWire {

    private static final String CHAT = "chat";
    private static final String SOCKET_IO = "socketio";
    private static final String TEMPLATE = "template";

    private PlanWire() {}

    static void write(DataOutputStream out, LoadPlan plan) throws IOException {
        Wire.list(out, plan.targets(), (o, target) -> Wire.text(o, target.toString()));
        dialect(out, plan.dialect());
        out.writeInt(plan.connections());
        out.writeInt(plan.rooms());
        out.writeDouble(plan.ratePerSecond());
        out.writeInt(plan.inFlight().orElse(0));
        out.writeLong(plan.messageLimit().orElse(0));
        Wire.list(out, plan.stages(), PlanWire::stage);
        message(out, plan.message());
        Wire.span(out, plan.connectTimeout());
        Wire.span(out, plan.deliveryDeadline());
        out.writeLong(plan.seed());
        Wire.list(out, List.copyOf(plan.headers().entrySet()), (o, header) -> {
            Wire.text(o, header.getKey());
            Wire.text(o, header.getValue());
        });
        Wire.span(out, plan.backoff().first());
        Wire.span(out, plan.backoff().longest());
        out.writeBoolean(plan.faultsAllowed());
        network(out, plan.network());
        out.writeDouble(plan.skew().exponent());
        out.writeDouble(plan.senderShare());
    }

    /** @throws IOException if it is none */
    static LoadPlan read(DataInputStream in) throws IOException {
        try {
            List<URI> targets = Wire.list(in, i -> URI.create(Wire.text(i)));
            LoadPlanBuilder plan = LoadPlan.builder(dialect(in), targets)
                    .connections(in.readInt())
                    .rooms(in.readInt())
                    .ratePerSecond(in.readDouble());
            int inFlight = in.readInt();
            if (inFlight > 0) {
                plan.inFlight(inFlight);
            }
            long messageLimit = in.readLong();
            if (messageLimit > 0) {
                plan.messageLimit(messageLimit);
            }
            plan.stages(Wire.list(in, PlanWire::stage))
                    .message(message(in))
                    .connectTimeout(Wire.span(in))
                    .deliveryDeadline(Wire.span(in))
                    .seed(in.readLong());
            Wire.list(in, i -> Map.entry(Wire.text(i), Wire.text(i)))
                    .forEach(header -> plan.header(header.getKey(), header.getValue()));
            return plan.backoff(new Backoff(Wire.span(in), Wire.span(in)))
                    .faultsAllowed(in.readBoolean())
                    .network(network(in))
                    .skew(new RoomSkew(in.readDouble()))
                    .senderShare(in.readDouble())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException("a plan that cannot be: " + e.getMessage(), e);
        }
    }

    private static void message(DataOutputStream out, MessageShape message) throws IOException {
        Wire.text(out, message.sizes().text());
        Wire.text(out, message.template().text());
        out.writeBoolean(message.rowPerMessage());
        DataRows data = message.data();
        Wire.list(out, data.columns(), Wire::text);
        Wire.bytes(out, data.bytes());
        Wire.ints(out, data.ends());
        Wire.ints(out, data.lines());
    }

    private static MessageShape message(DataInputStream in) throws IOException {
        MessageSizes sizes = MessageSizes.parse(Wire.text(in));
        PayloadTemplate template = PayloadTemplate.parse(Wire.text(in));
        boolean rowPerMessage = in.readBoolean();
        DataRows data = new DataRows(Wire.list(in, Wire::text), Wire.bytes(in), Wire.ints(in), Wire.ints(in));
        return new MessageShape(sizes, template, data, rowPerMessage);
    }

    private static void network(DataOutputStream out, ClientNetwork network) throws IOException {
        Wire.text(out, network.subprotocol());
        out.writeBoolean(network.compression());
        Wire.list(out, network.sourceAddresses(), Wire::text);
        out.writeBoolean(network.tls().insecure());
        for (String pem : List.of(
                network.tls().trusted(),
                network.tls().certificate(),
                network.tls().key())) {
            Wire.text(out, pem);
        }
    }

    private static ClientNetwork network(DataInputStream in) throws IOException {
        String subprotocol = Wire.text(in);
        boolean compression = in.readBoolean();
        List<String> sourceAddresses = Wire.list(in, Wire::text);
        ClientTls tls = new ClientTls(in.readBoolean(), Wire.text(in), Wire.text(in), Wire.text(in));
        return new ClientNetwork(subprotocol, compression, tls, sourceAddresses);
    }

    private static void stage(DataOutputStream out, Stage stage) throws IOException {
        Wire.text(out, stage.name());
        Wire.text(out, stage.kind().name());
        Wire.span(out, stage.length());
        out.writeDouble(stage.fromRate());
        out.writeDouble(stage.toRate());
        DisturbanceWire.write(out, stage.disturbance().orElse(null));
    }

    private static Stage stage(DataInputStream in) throws IOException {
        String name = Wire.text(in);
        Stage.Kind kind = Stage.Kind.valueOf(Wire.text(in));
        Duration length = Wire.span(in);
        double fromRate = in.readDouble();
        double toRate = in.readDouble();
        return new Stage(name, kind, length, fromRate, toRate, Optional.ofNullable(DisturbanceWire.read(in)));
    }

    private static void dialect(DataOutputStream out, Dialect dialect) throws IOException {
        if (dialect instanceof TemplateDialect template) {
            Wire.text(out, TEMPLATE);
            for (String text : List.of(template.name(), template.url(), template.subprotocol(), template.send())) {
                Wire.text(out, text);
            }
            Wire.list(out, template.join(), Wire::text);
            Wire.list(out, template.joined().stream().toList(), PlanWire::condition);
            Wire.list(out, template.refused(), PlanWire::condition);
            Wire.list(out, template.answers(), (o, answer) -> {
                condition(o, answer.when());
                Wire.text(o, answer.send());
            });
            Wire.list(out, template.keepAlive().stream().toList(), (o, keepAlive) -> {
                Wire.text(o, keepAlive.frame());
                Wire.span(o, keepAlive.every());
            });
        } else if (dialect instanceof SocketIoDialect socketIo) {
            Wire.text(out, SOCKET_IO);
            for (String text :
                    List.of(socketIo.name(), socketIo.namespace(), socketIo.auth(), socketIo.join(), socketIo.send())) {
                Wire.text(out, text);
            }
            out.writeBoolean(socketIo.acknowledged());
        } else if (dialect instanceof ChatDialect) {
            Wire.text(out, CHAT);
        } else {
            throw new IllegalArgumentException("dialect " + dialect.name() + " is known to this process alone");
        }
    }

    private static Dialect dialect(DataInputStream in) throws IOException {
        String kind = Wire.text(in);
        return switch (kind) {
            case CHAT -> new ChatDialect();
            case SOCKET_IO -> socketIo(in);
            case TEMPLATE -> template(in);
            default -> throw new IOException("a dialect of an unknown kind");
        };
    }

    private static Dialect socketIo(DataInputStream in) throws IOException {
        String name = Wire.text(in);
        String namespace = Wire.text(in);
        String auth = Wire.text(in);
        String join = Wire.text(in);
        String send = Wire.text(in);
        return new SocketIoDialect(name, namespace, auth, join, in.readBoolean(), send);
    }

    private static Dialect template(DataInputStream in) throws IOException {
        String name = Wire.text(in);
        String url = Wire.text(in);
        String subprotocol = Wire.text(in);
        String send = Wire.text(in);
        List<String> joins = Wire.list(in, Wire::text);
        Optional<Condition> joined = Wire.list(in, PlanWire::condition).stream().findFirst();
        List<Condition> refused = Wire.list(in, PlanWire::condition);
        List<Answer> answers = Wire.list(in, i -> new Answer(condition(i), Wire.text(i)));
        Optional<KeepAlive> keepAlive = Wire.list(in, i -> new KeepAlive(Wire.text(i), Wire.span(i))).stream()
                .findFirst();
        return new TemplateDialect(name, url, subprotocol, joins, joined, refused, answers, send, keepAlive);
    }

    private static void condition(DataOutputStream out, Condition condition) throws IOException {
        out.writeBoolean(condition instanceof Condition.Contains);
        if (condition instanceof Condition.Contains text) {
            Wire.text(out, text.text());
        } else if (condition instanceof Condition.At at) {
            Wire.text(out, at.pointer());
            Wire.text(out, at.value());
        }
    }

    private static Condition condition(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Condition.Contains(Wire.text(in))
                : new Condition.At(Wire.text(in), Wire.text(in));
    }
}
