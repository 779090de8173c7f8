package peer;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * Spring's simple broker, in as many instances as one likes: what a client says goes to Redis, and what comes from there
 * goes to the instance's own subscribers. Says "listening PORT"; ends with its standard input.
 */
@SpringBootApplication
@EnableWebSocketMessageBroker
public class Chat implements WebSocketMessageBrokerConfigurer {

    private final StringRedisTemplate redis;

    Chat(StringRedisTemplate redis) {
        this.redis = redis;
    }

    public static void main(String[] args) throws Exception {
        var chat = (ServletWebServerApplicationContext) SpringApplication.run(Chat.class, args);
        // Only now it listens to Redis, too.
        System.out.println("listening " + chat.getWebServer().getPort());
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
        registry.setPreserveReceiveOrder(true);
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.enableSimpleBroker("/topic");
        registry.setPreservePublishOrder(true);
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.interceptors(new ChannelInterceptor() {
            @Override
            public Message<?> preSend(Message<?> message, MessageChannel channel) {
                if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) != SimpMessageType.MESSAGE) {
                    return message;
                }
                String text = new String((byte[]) message.getPayload(), StandardCharsets.UTF_8);
                redis.convertAndSend(SimpMessageHeaderAccessor.getDestination(message.getHeaders()), text);
                return null;
            }
        });
    }

    @Bean
    RedisMessageListenerContainer fromRedis(RedisConnectionFactory connections, SimpMessagingTemplate clients) {
        RedisMessageListenerContainer container = new RedisMessageListenerContainer();
        container.setConnectionFactory(connections);
        // One after the other: the container's own executor would let them overtake each other.
        container.setTaskExecutor(Runnable::run);
        container.addMessageListener(
                (message, pattern) -> clients.convertAndSend(
                        new String(message.getChannel(), StandardCharsets.UTF_8),
                        new String(message.getBody(), StandardCharsets.UTF_8)),
                new PatternTopic("/topic/*"));
        return container;
    }
}
