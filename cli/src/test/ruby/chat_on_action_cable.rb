# A Rails application with the chat of the Action Cable guide, on Puma: chat_on_action_cable.rb REDIS_URL
#
# Says "listening PORT"; ends with its standard input.

require "rails"
require "action_controller/railtie"
require "action_cable/engine"
require "puma"

$stdout.sync = true

class ChatApplication < Rails::Application
  config.load_defaults 6.1
  config.eager_load = false
  config.secret_key_base = "of a test"
  config.logger = Logger.new($stderr, level: Logger::WARN)
  # With more threads than one, what one client says may be overtaken by what it says next.
  config.action_cable.worker_pool_size = 1
  config.action_cable.cable = { "adapter" => "redis", "url" => ARGV.fetch(0), "channel_prefix" => "chat" }
end

module ApplicationCable
  class Connection < ActionCable::Connection::Base
  end

  class Channel < ActionCable::Channel::Base
  end
end

class ChatChannel < ApplicationCable::Channel
  def subscribed
    stream_from "chat_#{params[:room]}"
  end

  def speak(data)
    ActionCable.server.broadcast("chat_#{params[:room]}", { message: data["message"] })
  end
end

Rails.application.initialize!
server = Puma::Server.new(Rails.application)
server.add_tcp_listener("127.0.0.1", 0)
server.run
puts "listening #{server.connected_ports.first}"
$stdin.read
exit!
