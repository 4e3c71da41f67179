<?php
/**
 * Plugin Name: Kvorum
 * Description: Tells a Kvorum moderation desk, signed, what happens to the comments of this blog.
 * Version: 1.0
 * License: EUPL-1.2
 *
 * Copy this file into wp-content/mu-plugins/ and add to wp-config.php:
 *
 *     define('KVORUM_HOOK_URL', 'https://desk.example.org/hooks/blog');
 *     define('KVORUM_HOOK_SECRET', 'whsec_...');
 *
 * A visitor never waits for the desk: a hook only notes in the database that a comment changed.
 * A request to this blog itself, which nobody waits for, sends what is noted; while the desk is
 * away WP-Cron tries again every minute. What is sent is the comment as it is at that moment, so
 * several hooks about one change (edit_comment also fires when only the status changes) become one
 * event, and the desk compares it with what it has.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** Notes are rows of the options table: one a comment, with the id of the event to send. */
const KVORUM_NOTE = 'kvorum_push_';
const KVORUM_AT_ONCE = 50;

/**
 * Straight to the database: with an object cache, update_option() would compare with a row that
 * another process has deleted since, and lose the note.
 */
function kvorum_note($comment_id, $comment = null)
{
    global $wpdb;
    $comment = $comment instanceof WP_Comment ? $comment : get_comment($comment_id);
    if ($comment && !in_array($comment->comment_type, ['comment', ''], true)) {
        return;
    }
    $wpdb->replace($wpdb->options, [
        'option_name' => KVORUM_NOTE . (int) $comment_id,
        'option_value' => wp_generate_uuid4(),
        'autoload' => 'no',
    ]);
    static $waking = false;
    if (!$waking) {
        $waking = true;
        add_action('shutdown', 'kvorum_wake');
    }
}

foreach (['wp_insert_comment', 'edit_comment', 'wp_set_comment_status', 'deleted_comment'] as $hook) {
    // Their second arguments differ: a comment, its data, a status.
    add_action($hook, 'kvorum_note', 10, $hook === 'deleted_comment' ? 2 : 1);
}

/** With a post go its comments, of which WordPress tells by no other hook. */
function kvorum_note_post($post_id)
{
    foreach (get_comments(['post_id' => $post_id, 'fields' => 'ids', 'status' => 'any']) as $id) {
        kvorum_note($id);
    }
}
add_action('trashed_post_comments', 'kvorum_note_post');
add_action('untrashed_post_comments', 'kvorum_note_post');

/** Asks this blog to send the notes, without waiting for it to do so. */
function kvorum_wake()
{
    kvorum_retry_later();
    wp_remote_post(rest_url('kvorum/v1/push'), [
        'blocking' => false,
        'timeout' => 0.01,
        'sslverify' => false,
    ]);
}

function kvorum_retry_later()
{
    if (!wp_next_scheduled('kvorum_push')) {
        wp_schedule_single_event(time() + MINUTE_IN_SECONDS, 'kvorum_push');
    }
}

/** Sends what is noted, oldest first; a note goes only when the desk has taken its event. */
function kvorum_push()
{
    global $wpdb;
    if (!kvorum_configured()) {
        return;
    }
    foreach (kvorum_notes(KVORUM_AT_ONCE) as $note) {
        $status = kvorum_send((int) substr($note->option_name, strlen(KVORUM_NOTE)), $note->option_value);
        if ($status >= 200 && $status < 300) {
            // A newer note about the same comment has another value and stays.
            $wpdb->delete($wpdb->options, [
                'option_name' => $note->option_name,
                'option_value' => $note->option_value,
            ]);
            delete_transient('kvorum_away');
        } elseif ($status < 400 || $status >= 500 || $status === 429) {
            // The desk is away: until WP-Cron tries again, nobody shall keep this blog busy.
            set_transient('kvorum_away', 1, 30);
            break;
        }
    }
    if (kvorum_notes(1)) {
        kvorum_retry_later();
    }
}
add_action('kvorum_push', 'kvorum_push');

function kvorum_configured()
{
    return defined('KVORUM_HOOK_URL') && defined('KVORUM_HOOK_SECRET');
}

function kvorum_notes($limit)
{
    global $wpdb;
    $like = $wpdb->esc_like(KVORUM_NOTE) . '%';
    $sql = "SELECT option_name, option_value FROM $wpdb->options WHERE option_name LIKE %s ORDER BY option_id LIMIT %d";
    return $wpdb->get_results($wpdb->prepare($sql, $like, $limit));
}

/** One signed event (Standard Webhooks); the desk's HTTP status, 0 when it could not be reached. */
function kvorum_send($comment_id, $event_id)
{
    $body = wp_json_encode(kvorum_event($comment_id));
    $id = 'wp_' . $event_id;
    $timestamp = (string) time();
    $key = base64_decode(substr(KVORUM_HOOK_SECRET, strlen('whsec_')));
    $mac = base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    $answer = wp_remote_post(KVORUM_HOOK_URL, [
        'timeout' => 5,
        'redirection' => 0,
        'headers' => [
            'content-type' => 'application/json',
            'webhook-id' => $id,
            'webhook-timestamp' => $timestamp,
            'webhook-signature' => "v1,$mac",
        ],
        'body' => $body,
    ]);
    return (int) wp_remote_retrieve_response_code($answer);
}

/** The comment as the REST interface shows it to a moderator, or that it is no more. */
function kvorum_event($comment_id)
{
    // Starts the REST interface, with the field this file adds to it.
    rest_get_server();
    $now = gmdate('Y-m-d\TH:i:s\Z');
    $comment = get_comment($comment_id);
    if (!$comment) {
        return ['type' => 'comment.deleted', 'timestamp' => $now, 'data' => ['id' => $comment_id]];
    }
    $request = new WP_REST_Request('GET', '/wp/v2/comments/' . $comment_id);
    $request->set_param('context', 'edit');
    $controller = new WP_REST_Comments_Controller();
    $data = $controller->prepare_item_for_response($comment, $request)->get_data();
    // Of no use to the desk, so it does not get them.
    unset($data['author_ip'], $data['author_user_agent'], $data['author_avatar_urls']);
    return ['type' => 'comment.changed', 'timestamp' => $now, 'data' => $data];
}

add_action('rest_api_init', function () {
    register_rest_route('kvorum/v1', '/push', [
        [
            'methods' => 'POST',
            // Anybody may ask: it only sends, to the desk, what is to be sent anyway.
            'permission_callback' => '__return_true',
            'callback' => function () {
                ignore_user_abort(true);
                if (!get_transient('kvorum_away')) {
                    kvorum_push();
                }
                return ['ok' => true];
            },
        ],
        [
            'methods' => 'GET',
            'permission_callback' => function () {
                return current_user_can('moderate_comments');
            },
            'callback' => function () {
                return [
                    'configured' => kvorum_configured(),
                    'waiting' => count(kvorum_notes(1000)),
                ];
            },
        ],
    ]);
    register_rest_field('comment', 'kvorum_official', [
        'get_callback' => function ($comment) {
            return !empty($comment['author']) && user_can($comment['author'], 'moderate_comments');
        },
        'schema' => ['type' => 'boolean', 'context' => ['edit']],
    ]);
});

/**
 * The least a desk needs: to read, hide, show, trash and answer comments. WordPress asks for
 * edit_posts before it lists anything but approved comments.
 */
add_action('init', function () {
    if (!wp_installing() && !get_role('kvorum')) {
        $may = ['read' => true, 'moderate_comments' => true, 'edit_posts' => true];
        add_role('kvorum', 'Kvorum desk', $may);
    }
});

/**
 * WordPress shows a comment that is held back only to those who may edit the post under it. A desk
 * shall not be able to change what the town publishes, so for it moderate_comments is enough.
 */
add_filter('map_meta_cap', function ($caps, $cap, $user_id) {
    $user = $cap === 'edit_comment' ? get_userdata($user_id) : null;
    return $user && in_array('kvorum', $user->roles, true) ? ['moderate_comments'] : $caps;
}, 10, 3);
