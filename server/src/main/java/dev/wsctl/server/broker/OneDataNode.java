package dev.wsctl.server.broker;

import java.util.List;

/** Every key on one server. */
final class OneDataNode implements DataNodes {

    private final DataNode node;
    private final List<DataNode> all;

    OneDataNode(DataNode node) {
        this.node = node;
        this.all = List.of(node);
    }

    @Override
    public void open() {
        node.open();
    }

    @Override
    public DataNode of(String key) {
        return node;
    }

    @Override
    public List<DataNode> all() {
        return all;
    }

    @Override
    public boolean heed(String key, Throwable refusal) {
        return false;
    }

    @Override
    public String lastError() {
        return node.commands().lastError();
    }
}
