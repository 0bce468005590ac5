package dev.hubbub.server.security;

import java.util.List;
import java.util.Random;

/// Good requests and commands, from which bad ones are made. `{room}` is a room of whoever sends them, `{other}` one
/// that he may not see, `{user}` himself; 7 is nobody and nothing. JSON is written with ' for ". None ends his account
/// or
/// session, or the rest would be refused before it is looked at.
final class FuzzSeeds {
    private static final List<String> REQUESTS = List.of(
            "POST /api/v1/register {'username':'nobody','email':'nobody@example.org','password':'123'}",
            "POST /api/v1/login {'login':'nobody','password':'wrong horse'}",
            "POST /api/v1/refresh {'refreshToken':'none'}",
            "GET /api/v1/sessions",
            "DELETE /api/v1/sessions",
            "DELETE /api/v1/sessions/7",
            "GET /api/v1/invitations?limit=5",
            "POST /api/v1/invitations {'role':'guest','uses':3,'expiresInHours':3,'note':'for di'}",
            "DELETE /api/v1/invitations/7",
            "POST /api/v1/password-reset {'email':'nobody@example.org'}",
            "POST /api/v1/password-reset/confirm {'token':'none','newPassword':'123'}",
            "GET /api/v1/account",
            "PATCH /api/v1/account {'displayName':'Eve'}",
            "POST /api/v1/account/password {'password':'wrong horse','newPassword':'123'}",
            "PUT /api/v1/account/username {'password':'wrong horse','username':'eve2'}",
            "PUT /api/v1/account/email {'password':'wrong horse','email':'eve@example.org'}",
            "POST /api/v1/account/deactivate {'password':'wrong horse'}",
            "POST /api/v1/account/delete {'password':'wrong horse'}",
            "GET /api/v1/users/{user}",
            "GET /api/v1/admin/audit?limit=5&action=logged_in&who=7&from=127.0.0.1&since=2026-01-01T00:00:00Z",
            "GET /api/v1/admin/rooms?query=a&limit=5",
            "DELETE /api/v1/admin/rooms/7",
            "GET /api/v1/admin/users?query=a&limit=5",
            "GET /api/v1/admin/users/7",
            "DELETE /api/v1/admin/users/7",
            "PUT /api/v1/admin/users/7/role {'role':'guest'}",
            "POST /api/v1/admin/users/7/deactivate {}",
            "POST /api/v1/admin/users/7/reactivate {}",
            "POST /api/v1/admin/users/7/password-reset {}",
            "DELETE /api/v1/admin/users/7/sessions",
            "POST /api/v1/auth/second-factor {'challenge':'none','code':'123456'}",
            "GET /api/v1/factors",
            "POST /api/v1/factors/totp {'password':'wrong horse'}",
            "POST /api/v1/factors/totp/confirm {'code':'123456'}",
            "POST /api/v1/factors/totp/off {'password':'wrong horse','code':'123456'}",
            "POST /api/v1/factors/recovery-codes {'password':'wrong horse','code':'123456'}",
            "POST /api/v1/auth/passkey/options {}",
            "POST /api/v1/auth/passkey {'credential':{'id':'AQID','rawId':'AQID','type':'public-key','clientExtensionResults':{},"
                    + "'response':{'clientDataJSON':'e30','authenticatorData':'AQID','signature':'AQID'}}}",
            "GET /api/v1/passkeys",
            "POST /api/v1/passkeys/options {'password':'wrong horse'}",
            "POST /api/v1/passkeys {'name':'key','credential':{'id':'AQID','rawId':'AQID','type':'public-key',"
                    + "'clientExtensionResults':{},'response':{'clientDataJSON':'e30','attestationObject':'AQID'}}}",
            "DELETE /api/v1/passkeys/7",
            "GET /api/v1/tokens",
            "POST /api/v1/tokens {'name':'bot','scope':'read','expiresAt':'2036-01-01T00:00:00Z'}",
            "DELETE /api/v1/tokens/7",
            "GET /api/v1/rooms?query=a&limit=5",
            "POST /api/v1/rooms {'ref':'r-1','name':'den','visibility':'private','password':'sesame'}",
            "POST /api/v1/rooms/join {'ref':'r-3','name':'den'}",
            "GET /api/v1/rooms/{room}",
            "PATCH /api/v1/rooms/{room} {'name':'lair'}",
            "PUT /api/v1/rooms/{room}/topic {'topic':'of dragons'}",
            "DELETE /api/v1/rooms/{other}",
            "POST /api/v1/rooms/{other}/join {'password':'sesame'}",
            "POST /api/v1/rooms/{other}/leave {}",
            "GET /api/v1/rooms/{room}/members?limit=5",
            "DELETE /api/v1/rooms/{room}/members/7",
            "GET /api/v1/rooms/{room}/messages?before=100&limit=5&text=a&since=2026-01-01T00:00:00Z",
            "GET /api/v1/rooms/{room}/messages?around=1",
            "POST /api/v1/rooms/{room}/messages {'ref':'r-2','text':'hi'}",
            "GET /api/v1/rooms/{room}/events?after=1",
            "POST /api/v1/rooms/{room}/read {'seq':1}",
            "GET /api/v1/status",
            "GET /health/live",
            "GET /health/ready",
            "GET /metrics",
            "GET /ws");

    private static final List<String> COMMANDS = List.of(
            "{'type':'hello','token':'{token}','cursors':{'{room}':1}}",
            "{'type':'post','ref':'a-1','room':'{room}','text':'hello'}",
            "{'type':'post','ref':'a-2','room':'{other}','text':'hello'}",
            "{'type':'create_room','ref':'a-3','name':'den','visibility':'private','password':'sesame'}",
            "{'type':'join_room','ref':'a-4','room':'{other}','password':'sesame'}",
            "{'type':'leave_room','ref':'a-5','room':'{other}'}",
            "{'type':'delete_room','ref':'a-14','room':'{other}'}",
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

    /// Method and path of each request, as docs/openapi.yaml writes them if it calls each id `{id}`.
    static List<String> routes() {
        return REQUESTS.stream()
                .map(seed -> seed.replaceFirst("^(\\S+ [^ ?]+).*", "$1"))
                .map(route -> route.replaceAll("/(\\{\\w+}|7)", "/{id}"))
                .toList();
    }

    /// The requests that have a body, with these ids in them.
    static List<String> bodies(String room, String user) {
        return REQUESTS.stream()
                .filter(seed -> seed.contains("{'"))
                .map(seed ->
                        seed.replace("{room}", room).replace("{other}", "7").replace("{user}", user))
                .toList();
    }

    static List<String> commands() {
        return COMMANDS.stream()
                .map(seed -> seed.replaceAll("\\{(room|other|user)}", "7").replace('\'', '"'))
                .toList();
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
