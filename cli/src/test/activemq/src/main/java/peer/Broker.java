package peer;

import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;

/**
 * ActiveMQ in memory, with STOMP over WebSocket, in a network with the broker whose address it is given, if any. Says
 * "broker ADDRESS" and "listening PORT"; ends with its standard input.
 */
public final class Broker {

    private Broker() {}

    public static void main(String[] args) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("peer" + ProcessHandle.current().pid());
        broker.setPersistent(false);
        broker.setUseJmx(false);
        TransportConnector webSocket = broker.addConnector("ws://127.0.0.1:0");
        TransportConnector brokers = broker.addConnector("tcp://127.0.0.1:0");
        for (String other : args) {
            broker.addNetworkConnector("static:(" + other + ")").setDuplex(true);
        }
        broker.start();
        broker.waitUntilStarted();
        System.out.println("broker " + brokers.getConnectUri());
        System.out.println("listening " + webSocket.getConnectUri().getPort());
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        Runtime.getRuntime().halt(0);
    }
}
