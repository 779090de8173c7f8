package dev.wsctl.server.embedded;

/** Starts a Redis, tells its process id and directory, and waits to be killed. Run by {@link EmbeddedRedisIT}. */
final class OrphanMain {

    private OrphanMain() {}

    public static void main(String[] args) throws Exception {
        EmbeddedRedis redis = EmbeddedRedis.start();
        System.out.println(redis.pid() + " " + redis.directory().getParent());
        if (args.length > 0 && args[0].equals("suspended")) {
            redis.suspend();
        }
        System.out.println("ready");
        System.out.flush();
        // Until killed, or until the test that started this JVM is gone.
        while (System.in.read() >= 0) {}
    }
}
