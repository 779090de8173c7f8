package dev.wsctl.cli.capture;

import java.util.Locale;
import java.util.Set;

/** Commands and errors of Redis by name: with rename-command the name of a command may be a secret, and scripts invent errors. */
final class RedisWords {
    private static final Set<String> COMMANDS = set("""
            acl append asking auth bgrewriteaof bgsave bitcount bitfield bitfield_ro bitop bitpos blmove blmpop blpop
            brpop brpoplpush bzmpop bzpopmax bzpopmin client cluster command config copy dbsize debug decr decrby del
            discard dump echo eval eval_ro evalsha evalsha_ro exec exists expire expireat expiretime failover fcall
            fcall_ro flushall flushdb function geoadd geodist geohash geopos georadius georadius_ro georadiusbymember
            georadiusbymember_ro geosearch geosearchstore get getbit getdel getex getrange getset hdel hello hexists
            hexpire hexpireat hget hgetall hgetdel hgetex hincrby hincrbyfloat hkeys hlen hmget hmset hpersist hpexpire
            hpttl hrandfield hscan hset hsetex hsetnx hstrlen httl hvals incr incrby incrbyfloat info keys lastsave
            latency lcs lindex linsert llen lmove lmpop lolwut lpop lpos lpush lpushx lrange lrem lset ltrim memory mget
            migrate module monitor move mset msetnx multi object persist pexpire pexpireat pexpiretime pfadd pfcount
            pfmerge ping psetex psubscribe psync pttl publish pubsub punsubscribe quit randomkey readonly readwrite
            rename renamenx replconf replicaof reset restore role rpop rpoplpush rpush rpushx sadd save scan scard
            script sdiff sdiffstore select set setbit setex setnx setrange shutdown sinter sintercard sinterstore
            sismember slaveof slowlog smembers smismember smove sort sort_ro spop spublish srandmember srem sscan
            ssubscribe strlen subscribe substr sunion sunionstore sunsubscribe swapdb sync time touch ttl type unlink
            unsubscribe unwatch wait waitaof watch xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange
            xread xreadgroup xrevrange xsetid xtrim zadd zcard zcount zdiff zdiffstore zincrby zinter zintercard
            zinterstore zlexcount zmpop zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore
            zrank zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore
            zrevrank zscan zscore zunion zunionstore
            """);

    private static final Set<String> SUBCOMMANDS = set("""
            addslots cat caching channels consumers count create createconsumer delconsumer deluser destroy doctor docs
            encoding exists flush get getkeys getname getredir getuser groups help histogram history id idletime info
            kill latest len list load log myid no-evict no-touch nodes numpat numsub pause purge refcount replicas reply
            reset resetstat rewrite set setid setinfo setname setslot setuser shardchannels shardnumsub shards slots
            stats stream tracking trackinginfo unblock unpause usage users whoami
            """);

    private static final Set<String> ERRORS = set("""
            ASK BUSY BUSYGROUP BUSYKEY CLUSTERDOWN CROSSSLOT DENIED ERR EXECABORT INPROG IOERR LOADING MASTERDOWN
            MISCONF MOVED NOAUTH NOGOODSLAVE NOGROUP NOPERM NOPROTO NOREPLICAS NOSCRIPT NOTBUSY NOTREADY OOM READONLY
            TRYAGAIN UNBLOCKED UNKILLABLE WRONGPASS WRONGTYPE
            """);

    private RedisWords() {}

    private static Set<String> set(String words) {
        return Set.of(words.strip().split("\\s+"));
    }

    /** {@code publish}, {@code config|get}; of a subcommand nobody knows only the command; {@code other} for any else. */
    static String command(String raw) {
        String lower = raw.toLowerCase(Locale.ROOT);
        int bar = lower.indexOf('|');
        String command = bar < 0 ? lower : lower.substring(0, bar);
        if (!COMMANDS.contains(command)) {
            return "other";
        }
        return bar >= 0 && SUBCOMMANDS.contains(lower.substring(bar + 1)) ? lower : command;
    }

    static boolean isCommand(String lower) {
        return command(lower).equals(lower);
    }

    static boolean isError(String name) {
        return ERRORS.contains(name);
    }
}
