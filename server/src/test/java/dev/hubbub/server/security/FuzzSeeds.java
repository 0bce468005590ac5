package dev.hubbub.server.security;

import java.util.List;
import java.util.Random;

/// Good requests and commands, from which bad ones are made. `{room}` is a room of whoever sends them, `{other}` one
/// that he may not see, `{user}` himself. JSON is written with ' for ". None ends his account or session, or the rest
/// would be refused before it is looked at.
final class FuzzSeeds {
    private static final List<String> REQUESTS = List.of(
            "POST /api/v1/login {'login':'nobody','password':'wrong horse'}",
            "POST /api/v1/register {'username':'nobody','email':'nobody@example.org','password':'123'}",
            "POST /api/v1/password-reset {'email':'nobody@example.org'}",
            "POST /api/v1/refresh {'refreshToken':'none'}",
            "GET /api/v1/account",
            "PATCH /api/v1/account {'displayName':'Eve'}",
            "PUT /api/v1/account/email {'password':'wrong horse','email':'eve@example.org'}",
            "GET /api/v1/sessions",
            "GET /api/v1/tokens",
            "POST /api/v1/tokens {'name':'bot','scopes':['read'],'days':3}",
            "GET /api/v1/rooms?query=a&limit=5",
            "POST /api/v1/rooms {'ref':'r-1','name':'den','visibility':'private','password':'sesame'}",
            "GET /api/v1/rooms/{room}",
            "PATCH /api/v1/rooms/{room} {'name':'lair'}",
            "PUT /api/v1/rooms/{room}/topic {'topic':'of dragons'}",
            "POST /api/v1/rooms/{other}/join {'password':'sesame'}",
            "GET /api/v1/rooms/{room}/members?limit=5",
            "GET /api/v1/rooms/{room}/messages?before=100&limit=5&text=a&since=2026-01-01T00:00:00Z",
            "GET /api/v1/rooms/{room}/messages?around=1",
            "POST /api/v1/rooms/{room}/messages {'ref':'r-2','text':'hi'}",
            "GET /api/v1/rooms/{room}/events?after=1",
            "POST /api/v1/rooms/{room}/read {'seq':1}",
            "GET /api/v1/users/{user}",
            "GET /api/v1/admin/audit?limit=5",
            "GET /health/ready",
            "GET /ws");

    private static final List<String> COMMANDS = List.of(
            "{'type':'hello','token':'{token}','cursors':{'{room}':1}}",
            "{'type':'post','ref':'a-1','room':'{room}','text':'hello'}",
            "{'type':'post','ref':'a-2','room':'{other}','text':'hello'}",
            "{'type':'create_room','ref':'a-3','name':'den','visibility':'private','password':'sesame'}",
            "{'type':'join_room','ref':'a-4','room':'{other}','password':'sesame'}",
            "{'type':'leave_room','ref':'a-5','room':'{other}'}",
            "{'type':'rename_room','ref':'a-6','room':'{room}','name':'lair'}",
            "{'type':'set_topic','ref':'a-14','room':'{room}','topic':'of dragons'}",
            "{'type':'list_rooms','ref':'a-7','query':'a','limit':5}",
            "{'type':'list_members','ref':'a-8','room':'{room}'}",
            "{'type':'remove_member','ref':'a-9','room':'{room}','user':'{user}'}",
            "{'type':'history','ref':'a-10','room':'{room}','before':100,'limit':50,'text':'a'}",
            "{'type':'history','ref':'a-11','room':'{room}','around':1}",
            "{'type':'read','ref':'a-12','room':'{room}','seq':1}",
            "{'type':'renew','ref':'a-13','token':'{token}'}",
            "{'type':'typing','room':'{room}'}",
            "{'type':'ping'}");

    private final Random random;
    private final Actor eve;
    private final String room;
    private final String other;

    FuzzSeeds(Random random, Actor eve, String room, String other) {
        this.random = random;
        this.eve = eve;
        this.room = room;
        this.other = other;
    }

    /// Method, target and perhaps a body, with spaces between them.
    String request() {
        return filled(REQUESTS.get(random.nextInt(REQUESTS.size())));
    }

    String command() {
        return filled(COMMANDS.get(random.nextInt(COMMANDS.size())));
    }

    private String filled(String seed) {
        return seed.replace("{room}", room)
                .replace("{other}", other)
                .replace("{user}", eve.id())
                .replace("{token}", eve.token())
                .replace('\'', '"');
    }
}
